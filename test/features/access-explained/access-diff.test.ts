import { permissions, rolePermissions, type Role } from '../../../src/access/permission';
import type { Caller } from '../../setup/api';
import { World } from '../../setup/world';
import { MERGE, MOVE, perform } from '../reorganizations/operations';
import { noon } from './random-county';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: noon });
});
afterAll(() => world.close());

const DIFF = `query ($id: ID!, $from: Date!, $to: Date!, $first: Int, $after: String, $last: Int, $before: String) {
  accessDiff(accountId: $id, from: $from, to: $to, first: $first, after: $after, last: $last, before: $before) {
    totalCount isComplete pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes { organization { name } organizations gained lost } } }`;
interface Diff {
  totalCount: number;
  isComplete: boolean;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  nodes: { organization: { name: string }; organizations: number; gained: string[]; lost: string[] }[];
}

async function diff(call: Caller, id: string, from: string, to: string, page: object = { first: 100 }): Promise<Diff> {
  return (await call.ask<{ accessDiff: Diff }>(DIFF, { id, from, to, ...page })).accessDiff;
}

const of = (...roles: (keyof typeof Role)[]) =>
  permissions
    .filter((each) => roles.some((role) => rolePermissions[role].includes(each)))
    .map((each) => each.toUpperCase().replace(':', '_'));
const change = (name: string, organizations: number, gained: string[], lost: string[]) => ({
  ...{ organization: { name }, organizations, gained, lost },
});

/** Streets 东 and 西; in 东 the community 甲 with a branch 一; who audits and organizes the county. */
async function county() {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root, { name: '东' }), await tenant.add(tenant.root, { name: '西' })];
  const community = await tenant.add(east, { name: '甲' });
  const branch = await tenant.add(community, { name: '一' });
  const auditor = await tenant.actor({ role: 'AUDITOR', at: tenant.root });
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  return { tenant, east, west, community, branch, auditor, organizer };
}

test('a street that was held for a time is one line when it is gained and one when it is lost', async () => {
  const { tenant, east, auditor } = await county();
  const { gid } = await tenant.actor({ role: 'VIEWER', at: east, startsOn: '2020-02-01', endsOn: '2020-04-01' });
  const at = async (from: string, to: string) => (await diff(auditor.call, gid, from, to)).nodes;
  expect(await at('2020-01-31', '2020-02-01')).toEqual([change('东', 3, of('VIEWER'), [])]);
  expect(await at('2020-02-01', '2020-03-31')).toEqual([]);
  expect(await at('2020-03-31', '2020-04-01')).toEqual([change('东', 3, [], of('VIEWER'))]);
  expect(await at('2020-01-31', '2020-04-01')).toEqual([]);
});

test('a grant that was taken back is lost at the end of that day, one that ends in days to come is told ahead', async () => {
  const { tenant, community, branch, auditor } = await county();
  const { id, gid } = await tenant.actor({ role: 'VIEWER', at: community, endsOn: '2020-09-01' });
  const revoked = await tenant.grant(id, { role: 'ORGANIZER', at: branch });
  // Late in the evening of the county's day, which is still the 9th elsewhere.
  await tenant.rows(`update role_grant set revoked_at = '2020-06-09T20:00:00Z' where id = $1`, [revoked.id]);
  const extra = of('ORGANIZER').filter((each) => !of('VIEWER').includes(each));
  expect((await diff(auditor.call, gid, '2020-06-08', '2020-06-09')).nodes).toEqual([]);
  expect((await diff(auditor.call, gid, '2020-06-09', '2020-06-10')).nodes).toEqual([change('一', 1, [], extra)]);
  expect((await diff(auditor.call, gid, '2020-06-30', '2020-09-01')).nodes).toEqual([
    change('甲', 2, [], of('VIEWER')),
  ]);
});

test('a move takes from one and gives to another, and what is held deeper down stays', async () => {
  const { tenant, east, west, community, branch, auditor, organizer } = await county();
  await tenant.add(branch, { name: '1号楼' });
  await tenant.add(community, { name: '二' });
  await perform(organizer.call, MOVE, {
    id: community.gid,
    newParentId: west.gid,
    effectiveOn: '2020-06-10',
    reason: '调整',
  });
  const before = await tenant.actor([
    { role: 'VIEWER', at: east },
    { role: 'VIEWER', at: branch },
  ]);
  const after = await tenant.actor({ role: 'ORGANIZER', at: west });
  expect((await diff(auditor.call, before.gid, '2020-06-09', '2020-06-10')).nodes).toEqual([
    change('甲', 2, [], of('VIEWER')),
  ]);
  expect((await diff(auditor.call, after.gid, '2020-06-09', '2020-06-10')).nodes).toEqual([
    change('甲', 4, of('ORGANIZER'), []),
  ]);
  expect((await diff(auditor.call, after.gid, '2020-06-10', '2020-06-30')).nodes).toEqual([]);
});

test('what is founded beneath a place changes nothing, what is given at it does', async () => {
  const { tenant, east, auditor } = await county();
  const young = await tenant.add(east, { name: '新', establishedOn: '2020-03-01' });
  await tenant.add(young, { name: '新一', establishedOn: '2020-03-01' });
  const { id, gid } = await tenant.actor({ role: 'VIEWER', at: east });
  expect((await diff(auditor.call, gid, '2020-02-01', '2020-04-01')).nodes).toEqual([]);
  await tenant.grant(id, { role: 'GRID_WORKER', at: young, startsOn: '2020-03-01' });
  expect((await diff(auditor.call, gid, '2020-02-01', '2020-04-01')).nodes).toEqual([
    change('新', 2, ['PERSON_CONTACT'], []),
  ]);
});

test('who is kept to a grid keeps it when another branch takes the grid over', async () => {
  const { tenant, community, branch, auditor, organizer } = await county();
  const other = await tenant.add(community, { name: '二' });
  const building = await tenant.add(branch, { name: '1号楼' });
  const grid = await tenant.grid(branch, [building]);
  const { gid } = await tenant.actor({ role: 'GRID_WORKER', at: branch, gridId: grid.id });
  await perform(organizer.call, MERGE, {
    organizationIds: [branch.gid],
    intoId: other.gid,
    effectiveOn: '2020-06-10',
    reason: '合并',
  });
  expect((await diff(auditor.call, gid, '2020-06-01', '2020-06-20')).nodes).toEqual([]);
  expect((await diff(auditor.call, gid, '2019-12-31', '2020-06-20')).nodes).toEqual([
    change('1号楼', 1, of('GRID_WORKER'), []),
  ]);
});

test('who sees a part is told where the change begins for him, and that there is more', async () => {
  const { tenant, east, community } = await county();
  const asker = await tenant.actor({ role: 'ADMINISTRATOR', at: community });
  const { gid } = await tenant.actor({ role: 'VIEWER', at: east, startsOn: '2020-02-01' }, community);
  const seen = await diff(asker.call, gid, '2020-01-01', '2020-03-01');
  expect([seen.isComplete, seen.totalCount, seen.nodes]).toEqual([false, 1, [change('甲', 2, of('VIEWER'), [])]]);
});

test('a suspended account holds nothing from that day on', async () => {
  const { tenant, east, auditor } = await county();
  const { id, gid } = await tenant.actor({ role: 'VIEWER', at: east });
  await tenant.rows(`update account set suspended_at = '2020-06-15T04:00:00Z' where id = $1`, [id]);
  expect((await diff(auditor.call, gid, '2020-06-14', '2020-06-15')).nodes).toEqual([
    change('东', 3, [], of('VIEWER')),
  ]);
});

test('pages in the order of the tree are the whole list, and a page is as many statements whatever is on it', async () => {
  const { tenant, community, auditor } = await county();
  const names = ['二', '三', '四', '五'];
  const places = [];
  for (const name of names) places.push(await tenant.add(community, { name }));
  const { gid } = await tenant.actor(places.map((at) => ({ role: 'VIEWER', at, startsOn: '2020-02-01' })));
  const page = (args: object) => diff(auditor.call, gid, '2020-01-01', '2020-03-01', args);
  const called = ({ nodes }: Diff) => nodes.map(({ organization }) => organization.name);
  const first = await page({ first: 3 });
  expect([called(first), first.totalCount, first.pageInfo.hasNextPage]).toEqual([names.slice(0, 3), 4, true]);
  const rest = await page({ first: 3, after: first.pageInfo.endCursor });
  expect([called(rest), rest.pageInfo.hasNextPage]).toEqual([['五'], false]);
  const back = await page({ last: 2, before: rest.pageInfo.startCursor });
  expect([called(back), back.pageInfo.hasPreviousPage]).toEqual([['三', '四'], true]);

  const [request, account, door, grants, tree, organizations, counts] = [1, 1, 1, 1, 1, 1, 1];
  const statements = request + account + door + grants + tree + organizations + counts;
  for (const args of [{ first: 1 }, { first: 100 }])
    expect(await world.countStatements(() => page(args))).toBe(statements);
});

test('the days come in their order, and only who may read grants of the account asks', async () => {
  const { tenant, east, west, auditor } = await county();
  const variables = (id: string, from = '2020-01-01', to = '2020-02-01') => ({ id, from, to, first: 1 });
  const { gid, call } = await tenant.actor({ role: 'VIEWER', at: east }, east);
  const refused = (code: string) => [{ code, path: 'accessDiff' }];
  expect(await auditor.call.refusals(DIFF, variables(gid, '2020-02-01', '2020-01-01'))).toEqual(
    refused('BAD_USER_INPUT'),
  );
  expect(await call.refusals(DIFF, variables(gid))).toEqual([]);
  for (const role of ['ORGANIZER', 'ADMINISTRATOR']) {
    const other = await tenant.actor({ role, at: role === 'ORGANIZER' ? east : west });
    expect(await other.call.refusals(DIFF, variables(gid))).toEqual(refused('NOT_FOUND'));
  }
});
