import { inTreeOrder, twoBranches } from '../../setup/records';
import { developmentIssuer } from '../../../src/access/personas';
import type { TestActor, TestOrganization, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { grantRole, reachable, revokeRole, viewer } from './operations';

const noon = 'T04:00:00Z';
const clock = { instant: `2020-06-30${noon}` };
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(clock.instant) });
});
beforeEach(() => {
  clock.instant = `2020-06-30${noon}`;
});
afterAll(() => world.close());

const sees = async ({ call }: TestActor, { gid: id }: TestOrganization) => {
  const { data, errors } = await call.send(reachable, { id });
  if (errors) expect(errors).toMatchObject([{ path: ['organization'], extensions: { code: 'NOT_FOUND' } }]);
  return data?.organization !== null;
};

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: tenant.root });
  const newcomer = await tenant.actor([], branches.street);
  const give = async (given: object): Promise<string> => {
    const input = { accountId: newcomer.gid, role: 'VIEWER', organizationId: branches.north.gid, ...given };
    const data = await administrator.call.ask<{ grantRole: { grant: { id: string } } }>(grantRole, { input });
    return data.grantRole.grant.id;
  };
  const revoke = (grantId: string) =>
    administrator.call.ask<{ revokeRole: object }>(revokeRole, { input: { grantId } });
  return { tenant, ...branches, administrator, newcomer, give, revoke };
}

const asViewer = async ({ call }: TestActor) => (await call.ask<{ viewer: Record<string, unknown> }>(viewer)).viewer;

test('a grant holds from its first day until the day before its end', async () => {
  const { north, newcomer, give } = await setting();
  await give({ startsOn: '2020-07-01', endsOn: '2020-08-01' });

  const days = ['2020-06-30', '2020-07-01', '2020-07-31', '2020-08-01'];
  const seen = [];
  for (const day of days) {
    clock.instant = `${day}${noon}`;
    seen.push([await sees(newcomer, north), ((await asViewer(newcomer)).grants as unknown[]).length]);
  }
  expect(seen).toEqual([
    [false, 0],
    [true, 1],
    [true, 1],
    [false, 0],
  ]);
});

test('the day changes at midnight of the county, not of Greenwich', async () => {
  const { north, newcomer, give } = await setting();
  await give({ startsOn: '2020-07-01' });
  clock.instant = '2020-06-30T15:59:59Z';
  expect(await sees(newcomer, north)).toBe(false);
  clock.instant = '2020-06-30T16:00:00Z';
  expect(await sees(newcomer, north)).toBe(true);
});

test('a grant that is taken back stops at once', async () => {
  const { north, newcomer, give, revoke } = await setting();
  const grantId = await give({});
  expect(await sees(newcomer, north)).toBe(true);
  await revoke(grantId);
  expect(await sees(newcomer, north)).toBe(false);
  expect(await asViewer(newcomer)).toEqual({
    ...{ name: newcomer.name, tenant: { code: expect.any(String) }, roots: [], grants: [] },
  });
});

test('a suspended account is nobody', async () => {
  const { tenant, north, secretary } = await setting();
  expect(await sees(secretary, north)).toBe(true);
  await tenant.rows('update account set suspended_at = now() where tenant_id = $1 and id = $2', [
    tenant.id,
    secretary.id,
  ]);
  const refused = (path: string) => [{ code: 'UNAUTHENTICATED', path }];
  expect(await secretary.call.refusals(viewer)).toEqual(refused('viewer'));
  expect(await secretary.call.refusals(reachable, { id: north.gid })).toEqual(refused('organization'));
  const input = { name: '王五', organizationId: north.gid };
  const register = 'mutation ($input: RegisterPersonInput!) { registerPerson(input: $input) { userErrors { code } } }';
  expect(await secretary.call.refusals(register, { input })).toEqual(refused('registerPerson'));
});

test('grants beneath another are folded into the upper one among the roots', async () => {
  const { tenant, street, community, north, south } = await setting();
  const beside = await tenant.add(tenant.root);
  const actor = await tenant.actor([
    { role: 'VIEWER', at: north },
    { role: 'AUDITOR', at: community },
    { role: 'ORGANIZER', at: beside },
    { role: 'INTEGRATOR', at: south },
  ]);
  const shown = await asViewer(actor);
  expect(shown.roots).toEqual(inTreeOrder([community, beside]).map(({ gid }) => ({ id: gid })));
  expect(
    (shown.grants as { role: string; organization: object }[]).map(({ role, organization }) => [role, organization]),
  ).toEqual([
    ['VIEWER', { id: north.gid }],
    ['AUDITOR', { id: community.gid }],
    ['ORGANIZER', { id: beside.gid }],
    ['INTEGRATOR', { id: south.gid }],
  ]);
  expect(await sees(actor, street)).toBe(false);
});

/** A branch whose grid covers two of its three building groups. */
async function gridOf(tenant: TestTenant, branch: TestOrganization) {
  const covered = [await tenant.add(branch), await tenant.add(branch)];
  const uncovered = await tenant.add(branch);
  const floor = await tenant.add(covered[0] as TestOrganization);
  return { covered, uncovered, floor, grid: await tenant.grid(branch, covered) };
}

test('a grid worker narrowed to a grid reads its building groups and what is beneath, no more', async () => {
  const { tenant, north, newcomer, give } = await setting();
  const { covered, uncovered, floor, grid } = await gridOf(tenant, north);
  await tenant.member({ in: north, name: '支书' });
  await tenant.member({ in: covered[0] as TestOrganization, name: '组员' });
  await tenant.member({ in: uncovered, name: '邻居' });
  const id = await give({ role: 'GRID_WORKER', gridId: grid.gid });

  const { roots, grants } = await asViewer(newcomer);
  const shown = inTreeOrder(covered);
  expect(roots).toEqual(shown.map(({ gid }) => ({ id: gid })));
  expect(grants).toEqual([{ id, role: 'GRID_WORKER', organization: { id: covered[0]?.gid } }]);
  for (const place of [...covered, floor]) expect(await sees(newcomer, place)).toBe(true);
  for (const place of [north, uncovered]) expect(await sees(newcomer, place)).toBe(false);
  const none = { totalCount: 0, nodes: [] };
  const members = `{ viewer { roots { memberships(first: 9) { totalCount nodes { person { name } } } parent { id } } } }`;
  expect(await newcomer.call.ask(members)).toEqual({
    viewer: {
      roots: shown.map((place) => ({
        memberships: place === covered[0] ? { totalCount: 1, nodes: [{ person: { name: '组员' } }] } : none,
        parent: null,
      })),
    },
  });
});

test('a building group that was moved out of the branch leaves the reach of its grid worker', async () => {
  const { tenant, north, south, administrator, newcomer, give } = await setting();
  const { covered, grid } = await gridOf(tenant, north);
  await give({ role: 'GRID_WORKER', gridId: grid.gid });
  const [moved, kept] = covered as [TestOrganization, TestOrganization];
  expect(await sees(newcomer, moved)).toBe(true);

  await tenant.grant(administrator.id, { role: 'ORGANIZER', at: tenant.root });
  const move = 'mutation ($input: MoveOrganizationInput!) { moveOrganization(input: $input) { userErrors { code } } }';
  const done = await administrator.call.ask(move, { input: { id: moved.gid, newParentId: south.gid } });

  expect(done).toEqual({ moveOrganization: { userErrors: [] } });
  expect(await sees(newcomer, moved)).toBe(false);
  expect((await asViewer(newcomer)).roots).toEqual([{ id: kept.gid }]);
});

test('a platform operator belongs to no county: he sees who he is, everything else is absent', async () => {
  const { tenant, north } = await setting();
  const name = `operator-${tenant.id}`;
  await tenant.rows('insert into login (issuer, subject, name) values ($1, $2, $2)', [developmentIssuer, name]);
  const operator = world.caller(await world.keys.sign(name));

  expect(await operator.ask(viewer)).toEqual({ viewer: { name, tenant: null, roots: [], grants: [] } });
  const { data, errors } = await operator.send(
    'query ($id: ID!) { organization(by: { id: $id }) { id } person(by: { id: $id }) { id } node(id: $id) { id } }',
    { id: north.gid },
  );
  expect(data).toEqual({ organization: null, person: null, node: null });
  expect(errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual(
    Array(3).fill(['Not found.', 'NOT_FOUND']),
  );
  const input = { accountId: north.gid, role: 'VIEWER', organizationId: north.gid };
  expect(await operator.refusals(grantRole, { input })).toEqual([{ code: 'NOT_FOUND', path: 'grantRole' }]);
});
