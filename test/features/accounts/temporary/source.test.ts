import { holding, waiting } from '../../../setup/locks';
import { auditTrail, fingerprint, twoBranches } from '../../../setup/records';
import type { TestActor, TestNode, TestOrganization } from '../../../setup/tenant';
import { World } from '../../../setup/world';
import { grantRole, refusedBy, revokeChain, viewer } from '../operations';
import { take, takeAccess, taken, reason } from './operations';

const morning = new Date('2020-06-30T04:00:00Z');
let now = morning;
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => now, streams: { checkEvery: 20 } });
});
afterAll(() => world.close());
beforeEach(() => {
  now = morning;
});

/** A chief of the county, and an administrator of the community whose grant he may take back. */
async function setting({ endsOn }: { endsOn?: string } = {}) {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const chief = await tenant.actor({ role: 'ADMINISTRATOR', at: tenant.root });
  const administrator = await tenant.actor([], branches.community);
  const own = await tenant.grant(administrator.id, { role: 'ADMINISTRATOR', at: branches.community, endsOn });
  return { tenant, ...branches, chief, administrator, own };
}

async function taking(actor: TestActor, at: TestOrganization, input: object = {}): Promise<string> {
  const { grant, userErrors } = await takeAccess(actor.call, { organizationId: at.gid, role: 'ORGANIZER', ...input });
  expect(userErrors).toEqual([]);
  return grant?.id ?? '';
}

async function revoke(by: TestActor, grantId: string, withDelegated = false) {
  const data = await by.call.ask<{ revokeRole: { delegated: object[]; delegatedCount: number; userErrors: object[] } }>(
    revokeChain,
    { input: { grantId, withDelegated } },
  );
  expect(data.revokeRole.userErrors).toEqual([]);
  return data.revokeRole;
}

async function rolesOf({ call }: TestActor): Promise<string[]> {
  const data = await call.ask<{ viewer: { grants: { role: string }[] } }>(viewer);
  return data.viewer.grants.map(({ role }) => role);
}

const accesses = `query ($id: ID!, $isActive: Boolean) { organization(by: { id: $id }) {
  temporaryAccesses(first: 9, reach: SUBTREE, isActive: $isActive) { nodes { id revokedAt } } } }`;

async function accessesAt({ call }: TestActor, at: TestOrganization, isActive: boolean): Promise<object[]> {
  const data = await call.ask<{ organization: { temporaryAccesses: { nodes: object[] } } }>(accesses, {
    ...{ id: at.gid, isActive },
  });
  return data.organization.temporaryAccesses.nodes;
}

test('it ends at once with the grant that allowed it, on record', async () => {
  const { tenant, community, north, chief, administrator, own } = await setting();
  const elsewhere = await tenant.actor({ role: 'ADMINISTRATOR', at: community });
  const kept = await taking(elsewhere, north);
  const id = await taking(administrator, north);
  expect(await rolesOf(administrator)).toEqual(['ADMINISTRATOR', 'ORGANIZER']);

  expect(await revoke(chief, own.gid)).toMatchObject({ delegated: [], delegatedCount: 0 });

  expect(await rolesOf(administrator)).toEqual([]);
  const revokedAt = expect.any(String) as string;
  expect(await accessesAt(chief, tenant.root, true)).toEqual([{ id: kept, revokedAt: null }]);
  expect(await accessesAt(chief, tenant.root, false)).toEqual([{ id, revokedAt }]);
  expect(await rolesOf(elsewhere)).toEqual(['ADMINISTRATOR', 'ORGANIZER']);
  const trail = (await auditTrail(tenant)).slice(-2);
  expect(trail.map(({ action, node, account }) => [action, node, account])).toEqual([
    ['grant.revoked', own.gid, chief.gid],
    ['grant.revoked', id, chief.gid],
  ]);
  expect(trail[1]).toMatchObject({ before: { revokedAt: null, reason }, after: { revokedAt, reason } });
});

test('what was handed back or has expired is not taken back again', async () => {
  const { tenant, north, south, chief, administrator, own } = await setting();
  await taking(administrator, north, { minutes: 10 });
  now = new Date(morning.getTime() + 10 * 60_000);
  const id = await taking(administrator, south);
  await revoke(chief, id);
  const before = await tenant.rows('select id, revoked_at from role_grant where expires_at is not null order by id');
  await revoke(chief, own.gid);
  expect(await tenant.rows('select id, revoked_at from role_grant where expires_at is not null order by id')).toEqual(
    before,
  );
});

test.each([
  [true, []],
  [false, ['ADMINISTRATOR', 'ORGANIZER']],
])('with the chain that its grant is of it ends where the chain is taken back: %s', async (withDelegated, left) => {
  const { tenant, street, community, north, chief } = await setting();
  const [first, second] = [await tenant.actor([], north), await tenant.actor([], north)];
  const upper = await give(chief, first, street);
  const lower = await give(first, second, community);
  await taking(second, north);

  // The temporary access is no part of the chain: it was not delegated.
  expect(await revoke(chief, upper, withDelegated)).toMatchObject({ delegated: [{ id: lower }], delegatedCount: 1 });

  expect(await rolesOf(second)).toEqual(left);
});

async function give(by: TestActor, to: TestNode, at: TestOrganization): Promise<string> {
  const input = { accountId: to.gid, role: 'ADMINISTRATOR', organizationId: at.gid };
  const data = await by.call.ask<{ grantRole: { grant: { id: string } } }>(grantRole, { input });
  return data.grantRole.grant.id;
}

test('it lasts to the end of the grant that allows it, in the time of the county, and is refused beyond', async () => {
  const { tenant, north, administrator } = await setting({ endsOn: '2020-07-01' });
  // Half an hour before midnight.
  now = new Date('2020-06-30T15:30:00Z');
  const before = await fingerprint(tenant);
  const ask = (minutes: number) =>
    takeAccess(administrator.call, { organizationId: north.gid, role: 'VIEWER', minutes });
  expect(await ask(31)).toEqual(
    refusedBy('LONGER_THAN_OWN', 'minutes', 'It would outlast the grant of yours that allows it.'),
  );
  expect(await fingerprint(tenant)).toEqual(before);
  expect(await ask(30)).toMatchObject({ grant: { expiresAt: '2020-06-30T16:00:00.000Z' }, userErrors: [] });
  now = new Date('2020-06-30T15:59:59Z');
  expect(await rolesOf(administrator)).toEqual(['ADMINISTRATOR', 'VIEWER']);
  now = new Date('2020-06-30T16:00:00Z');
  expect(await rolesOf(administrator)).toEqual([]);
});

test('of several grants one that lasts long enough allows it, and it ends with that one alone', async () => {
  const { tenant, street, north, chief, administrator, own } = await setting({ endsOn: '2020-07-01' });
  const longer = await tenant.grant(administrator.id, { role: 'ADMINISTRATOR', at: street, endsOn: '2020-07-02' });
  now = new Date('2020-06-30T15:30:00Z');
  await taking(administrator, north, { minutes: 240 });
  await revoke(chief, own.gid);
  expect(await rolesOf(administrator)).toEqual(['ADMINISTRATOR', 'ORGANIZER']);
  await revoke(chief, longer.gid);
  expect(await rolesOf(administrator)).toEqual([]);
});

test.each([
  ['taken back', 'revoked_at = now()'],
  ['ended', `ends_on = '2020-06-30'`],
])('whatever has %s the grant that allowed it, it holds no more', async (_how, change) => {
  const { tenant, north, chief, administrator, own } = await setting();
  await taking(administrator, north);
  await tenant.rows(`update role_grant set ${change} where id = $1`, [own.id]);
  expect(await rolesOf(administrator)).toEqual([]);
  expect(await accessesAt(chief, tenant.root, true)).toEqual([]);
  expect(await accessesAt(chief, tenant.root, false)).toHaveLength(1);
});

test('a stream that was opened under it ends when the grant that allowed it is taken back', async () => {
  const { north, chief, administrator, own } = await setting();
  await taking(administrator, north, { role: 'AUDITOR' });
  const stream = await administrator.call.follow(taken, { id: north.gid });
  await revoke(chief, own.gid);
  await stream.end();
  expect(stream.answers.at(-1)).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
});

test('nothing is taken under a grant that is being taken back', async () => {
  const { tenant, north, chief, administrator, own } = await setting();
  const earlier = await taking(administrator, north, { role: 'VIEWER' });
  // Taking the grant back holds it, and waits for what it had allowed.
  const release = await holding(
    world,
    tenant,
    `select from role_grant where 'gid://sanlou/Grant/' || id = $1 for update`,
    [earlier],
  );
  const revoked = revoke(chief, own.gid);
  await waiting(world, 1);
  const refused = administrator.call.refusals(take, {
    input: { organizationId: north.gid, role: 'ORGANIZER', reason },
  });
  await waiting(world, 2);
  await release();

  await revoked;
  expect(await refused).toEqual([{ code: 'CONFLICT', path: 'takeTemporaryAccess' }]);
  expect(await rolesOf(administrator)).toEqual([]);
  expect(await tenant.rows('select from role_grant where expires_at is not null')).toHaveLength(1);
});

test('what is being taken meanwhile is taken back too', async () => {
  const { tenant, north, chief, administrator, own } = await setting();
  // It holds the grant that allows it, and waits for the account.
  const release = await holding(world, tenant, 'select from account where id = $1 for update', [administrator.id]);
  const granted = taking(administrator, north);
  await waiting(world, 1);
  const revoked = revoke(chief, own.gid);
  await waiting(world, 2);
  await release();

  const id = await granted;
  await revoked;
  expect(await rolesOf(administrator)).toEqual([]);
  expect(await accessesAt(chief, tenant.root, false)).toEqual([{ id, revokedAt: expect.any(String) }]);
});
