import { auditTrail, fingerprint } from '../../setup/records';
import type { TestActor, TestNode, TestOrganization, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { MOVE } from '../organizations/operations';
import { grantRole, refusedBy, revokeChain } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-03-30T04:00:00Z') });
});
afterAll(() => world.close());

interface Shown {
  id: string;
  revokedAt: string | null;
}
interface Revoked {
  grant: Shown | null;
  delegated: Shown[];
  delegatedCount: number;
  kept: Shown[];
  userErrors: object[];
}

/** A street, community, branch and building group, and an administrator of the street until July. */
async function setting() {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const community = await tenant.add(street);
  const branch = await tenant.add(community);
  const building = await tenant.add(branch);
  // Whoever administers anything here administers accounts of the building group.
  const someone = () => tenant.actor([], building);
  const first = await someone();
  const own = await tenant.grant(first.id, { role: 'ADMINISTRATOR', at: street, endsOn: '2020-07-01' });
  return { tenant, street, community, branch, building, someone, first, own };
}

interface Given {
  role?: string;
  endsOn?: string | null;
}

async function tryToGive(by: TestActor, to: TestActor, at: TestOrganization, { role, endsOn }: Given = {}) {
  const input = {
    accountId: to.gid,
    role: role ?? 'ADMINISTRATOR',
    organizationId: at.gid,
    endsOn: endsOn ?? '2020-06-01',
  };
  const data = await by.call.ask<{ grantRole: { grant: { id: string } | null } }>(grantRole, { input });
  return data.grantRole;
}

async function give(by: TestActor, to: TestActor, at: TestOrganization, facts: Given = {}): Promise<string> {
  const { grant, ...rest } = await tryToGive(by, to, at, facts);
  expect(rest).toEqual({ userErrors: [] });
  return grant?.id ?? '';
}

async function revoke(by: TestActor, grantId: string, facts: { withDelegated?: boolean; dryRun?: boolean } = {}) {
  return (await by.call.ask<{ revokeRole: Revoked }>(revokeChain, { input: { grantId, ...facts } })).revokeRole;
}

/** Of each grant of the tenant, whether it was taken back. */
async function taken(tenant: TestTenant): Promise<Record<string, boolean>> {
  const rows = await tenant.rows<{ id: string; taken: boolean }>(
    `select 'gid://sanlou/Grant/' || id as id, revoked_at is not null as taken from role_grant order by id`,
  );
  return Object.fromEntries(rows.map((row) => [row.id, row.taken]));
}

/** A chain of four beneath the administrator of the street, and the administrator of all of it. */
async function chainOfFour() {
  const place = await setting();
  const { tenant, community, branch, building, someone, first } = place;
  const chief = await tenant.actor({ role: 'ADMINISTRATOR', at: tenant.root });
  const [second, third, fourth, fifth] = [await someone(), await someone(), await someone(), await someone()];
  const given = {
    community: await give(first, second, community),
    branch: await give(second, third, branch),
    building: await give(third, fourth, building),
    viewer: await give(second, fifth, building, { role: 'VIEWER' }),
  };
  return { ...place, chief, second, third, fourth, given };
}

const holds = (id: string) => ({ id, revokedAt: null });
const gone = (id: string) => ({ id, revokedAt: expect.any(String) as string });
const shown = `query ($id: ID!) { node(id: $id) { ... on Grant { grantedBy { id } delegatedFrom { id }
  delegated(first: 9) { totalCount nodes { id } } } } }`;

test('a grant tells who gave it, by which grant, and what was delegated from it to the end of the chain', async () => {
  const { own, first, second, chief, given } = await chainOfFour();
  const ask = async ({ call }: TestActor, id: string) => (await call.ask<{ node: object }>(shown, { id })).node;
  const nodes = (...ids: string[]) => ({ totalCount: ids.length, nodes: ids.map((id) => ({ id })) });

  expect(await ask(chief, own.gid)).toEqual({
    ...{ grantedBy: null, delegatedFrom: null },
    delegated: nodes(given.community, given.branch, given.building, given.viewer),
  });
  expect(await ask(chief, given.branch)).toEqual({
    ...{ grantedBy: { id: second.gid }, delegatedFrom: { id: given.community } },
    delegated: nodes(given.building),
  });
  // Who administers the community does not read the grant of the street.
  expect(await ask(second, given.community)).toMatchObject({
    grantedBy: { id: first.gid },
    delegatedFrom: null,
  });
});

test('several grants of one administrator are asked for at once, page by page', async () => {
  const { chief, street, given } = await chainOfFour();
  const accounts = `query ($id: ID!) { organization(by: { id: $id }) { accounts(first: 20) { nodes {
    grants(first: 1) { totalCount nodes { id delegated(first: 1) { totalCount pageInfo { hasNextPage } nodes { id } } } } } } } }`;
  const data = await chief.call.ask<{ organization: { accounts: { nodes: object[] } } }>(accounts, { id: street.gid });
  const page = (totalCount: number, first: string[]) => ({
    ...{ totalCount, pageInfo: { hasNextPage: totalCount > 1 } },
    nodes: first.map((id) => ({ id })),
  });
  expect(data.organization.accounts.nodes).toEqual([
    { grants: { totalCount: 1, nodes: [{ id: expect.any(String) as string, delegated: page(4, [given.community]) }] } },
    { grants: { totalCount: 1, nodes: [{ id: given.community, delegated: page(3, [given.branch]) }] } },
    { grants: { totalCount: 1, nodes: [{ id: given.branch, delegated: page(1, [given.building]) }] } },
    { grants: { totalCount: 1, nodes: [{ id: given.building, delegated: page(0, []) }] } },
    { grants: { totalCount: 1, nodes: [{ id: given.viewer, delegated: page(0, []) }] } },
  ]);
  const few = await world.countStatements(() => chief.call.ask(accounts, { id: street.gid }));
  const { chief: other, street: larger, first, someone, building } = await chainOfFour();
  for (let more = 0; more < 5; more += 1) await give(first, await someone(), building, { role: 'VIEWER' });
  expect(await world.countStatements(() => other.call.ask(accounts, { id: larger.gid }))).toBe(few);
});

test('a grant is delegated from the own one nearest above that lasts', async () => {
  const { tenant, community, branch, building, someone, first, own } = await setting();
  const near = await tenant.grant(first.id, { role: 'ADMINISTRATOR', at: community, endsOn: '2020-05-01' });
  await tenant.grant(first.id, { role: 'ADMINISTRATOR', at: community, endsOn: '2020-04-15' });
  await tenant.grant(first.id, { role: 'ORGANIZER', at: branch });
  const source = async (at: TestOrganization, endsOn: string) => {
    const id = await give(first, await someone(), at, { endsOn });
    const [row] = await tenant.rows<{ source: string }>(
      `select 'gid://sanlou/Grant/' || delegated_from as source from role_grant where 'gid://sanlou/Grant/' || id = $1`,
      [id],
    );
    return row?.source;
  };
  expect(await source(community, '2020-04-20')).toBe(own.gid);
  expect(await source(branch, '2020-04-20')).toBe(near.gid);
  expect(await source(building, '2020-05-01')).toBe(near.gid);
  expect(await source(building, '2020-05-02')).toBe(own.gid);
});

test('nobody gives to himself, and along a chain nothing lasts longer than what allows it', async () => {
  const { tenant, community, branch, building, someone, first } = await setting();
  const [second, third] = [await someone(), await someone()];
  const before = await fingerprint(tenant);
  expect(await tryToGive(first, first, community)).toEqual(
    refusedBy('OWN_ACCOUNT', 'accountId', 'Nobody gives himself a role.'),
  );
  expect(await fingerprint(tenant)).toEqual(before);

  await give(first, second, community, { endsOn: '2020-05-01' });
  const tooLong = refusedBy('LONGER_THAN_OWN', 'endsOn', 'It would outlast your own grant.');
  expect(await tryToGive(second, third, branch, { endsOn: '2020-06-01' })).toEqual(tooLong);
  expect(await tryToGive(second, third, branch, { endsOn: '2020-05-02' })).toEqual(tooLong);
  await give(second, third, branch, { endsOn: '2020-04-30' });
  expect(await tryToGive(third, await someone(), building, { endsOn: '2020-05-01' })).toEqual(tooLong);
});

test('taken back alone, a grant shows what was delegated from it and still holds', async () => {
  const { tenant, chief, own, given } = await chainOfFour();
  expect(await revoke(chief, given.community)).toEqual({
    ...{ grant: gone(given.community), delegated: [given.branch, given.building, given.viewer].map(holds) },
    ...{ delegatedCount: 3, kept: [], userErrors: [] },
  });
  const now = await taken(tenant);
  expect(now).toMatchObject({ [own.gid]: false, [given.community]: true, [given.branch]: false });
  // What it was delegated from leads on through what was taken back.
  expect(await revoke(chief, own.gid, { withDelegated: true })).toEqual({
    ...{ grant: gone(own.gid), delegated: [given.branch, given.building, given.viewer].map(gone) },
    ...{ delegatedCount: 3, kept: [], userErrors: [] },
  });
  expect(Object.values(await taken(tenant)).filter((each) => !each)).toHaveLength(1);
});

test('taken back with the chain, each grant has its own entry in the audit trail', async () => {
  const { tenant, chief, second, third, given, branch, building } = await chainOfFour();
  const before = (await auditTrail(tenant)).length;

  expect(await revoke(chief, given.community, { withDelegated: true })).toEqual({
    ...{ grant: gone(given.community), delegated: [given.branch, given.building, given.viewer].map(gone) },
    ...{ delegatedCount: 3, kept: [], userErrors: [] },
  });
  const entries = (await auditTrail(tenant)).slice(before);
  const acts = [given.community, given.branch, given.building, given.viewer];
  expect(entries.map(({ action, node, account }) => [action, node, account])).toEqual(
    acts.map((id) => ['grant.revoked', id, chief.gid]),
  );
  expect(entries[1]).toMatchObject({
    organization: branch.gid,
    before: { delegatedFrom: given.community, revokedAt: null },
    after: { delegatedFrom: given.community, revokedAt: expect.any(String) as string },
  });
  const refused = await third.call.refusals(grantRole, {
    input: { accountId: second.gid, role: 'VIEWER', organizationId: building.gid },
  });
  expect(refused).toEqual([{ code: 'NOT_FOUND', path: 'grantRole' }]);
});

test('a dry run shows the chain and writes nothing', async () => {
  const { tenant, chief, given } = await chainOfFour();
  const before = await fingerprint(tenant);
  for (const withDelegated of [false, true]) {
    const state = withDelegated ? gone : holds;
    expect(await revoke(chief, given.branch, { withDelegated, dryRun: true })).toEqual({
      ...{ grant: gone(given.branch), delegated: [state(given.building)] },
      ...{ delegatedCount: 1, kept: [], userErrors: [] },
    });
  }
  expect(await fingerprint(tenant)).toEqual(before);
});

test('what was moved out of reach is kept: shown where it may be read, never named where it may not', async () => {
  const { tenant, branch, first, given } = await chainOfFour();
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const beside = await tenant.add(tenant.root);
  const community = await tenant.add(beside);
  const move = (id: TestNode, to: TestNode) => organizer.call.ask(MOVE, { input: { id: id.gid, newParentId: to.gid } });
  const after = { withDelegated: true, dryRun: true };
  expect(await revoke(first, given.community, after)).toMatchObject({ delegatedCount: 3, kept: [] });

  // The branch, with the building group beneath it, goes to another street: out of the first one's sight.
  await move(branch, community);
  expect(await revoke(first, given.community, after)).toEqual({
    ...{ grant: gone(given.community), delegated: [], delegatedCount: 0, kept: [], userErrors: [] },
  });
  // An auditor there reads what he may not take back.
  await tenant.grant(first.id, { role: 'AUDITOR', at: beside });
  const kept = [given.branch, given.building, given.viewer].map(holds);
  expect(await revoke(first, given.community, { withDelegated: true })).toEqual({
    ...{ grant: gone(given.community), delegated: kept, delegatedCount: 3, kept, userErrors: [] },
  });
  expect(await taken(tenant)).toMatchObject({ [given.community]: true, [given.branch]: false, [given.viewer]: false });
});

test('a long chain, and one that the database holds as a circle, come to their end', async () => {
  const { tenant, building, chief, own } = await chainOfFour();
  const holder = await tenant.actor([], building);
  // As no act makes it: forty in a row, the last leading back to the first.
  await tenant.rows(
    `with recursive link (number, id) as (select 1, $3::bigint union all select number + 1, id + 1 from link where number < 40)
     insert into role_grant (tenant_id, id, account_id, role, organization_id, starts_on, ends_on, delegated_from)
     overriding system value
     select $1, id, $2, 'VIEWER', $4, '2020-01-01', date '2021-01-01' + number, case when number > 1 then id - 1 end from link`,
    [tenant.id, holder.id, 1_000_000, building.id],
  );
  await tenant.rows('update role_grant set delegated_from = 1000039 where id = 1000000');

  const circle = Array.from({ length: 39 }, (_grant, index) => `gid://sanlou/Grant/${1_000_001 + index}`);
  expect(await revoke(chief, 'gid://sanlou/Grant/1000000', { withDelegated: true })).toEqual({
    ...{ grant: gone('gid://sanlou/Grant/1000000'), delegated: circle.map(gone) },
    ...{ delegatedCount: 39, kept: [], userErrors: [] },
  });
  expect(await taken(tenant)).toMatchObject({ [own.gid]: false });
});

test('of a chain longer than a page the first hundred are shown, all are counted and taken back', async () => {
  const { tenant, building, own } = await setting();
  const chief = await tenant.actor({ role: 'ADMINISTRATOR', at: tenant.root });
  await tenant.rows(
    `insert into role_grant (tenant_id, account_id, role, organization_id, starts_on, delegated_from)
     select $1, $2, 'VIEWER', $3, '2020-01-01', $4 from generate_series(1, 150)`,
    [tenant.id, chief.id, building.id, own.id],
  );
  const { delegated, delegatedCount } = await revoke(chief, own.gid, { withDelegated: true });
  expect([delegated.length, delegatedCount]).toEqual([100, 150]);
  expect(await tenant.rows('select count(*)::int from role_grant where revoked_at is not null')).toEqual([
    { count: 151 },
  ]);
});
