import type { Caller } from '../../setup/api';
import { addMembership } from '../../setup/records';
import type { TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { structureFaults } from '../../structure/integrity';
import { change, CREATE, UPDATE } from '../organizations/operations';
import {
  absent,
  act,
  carryOut,
  DISSOLVE,
  faults,
  MERGE,
  MOVE,
  perform,
  RENAME,
  RESTORE,
  treeOf,
  UNDO,
} from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

async function county() {
  const tenant = await world.tenant();
  const [east, west] = [
    await tenant.add(tenant.root, { name: '东街' }),
    await tenant.add(tenant.root, { name: '西街' }),
  ];
  const [one, two] = [
    await tenant.add(east, { name: '甲', externalReference: 'C-1' }),
    await tenant.add(east, { name: '乙' }),
  ];
  const author = await tenant.actor({ role: 'INTEGRATOR', at: tenant.root });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  return { tenant, east, west, one, two, author: author.call, call };
}

/** What an undo is refused for; nothing is written by it. */
async function resting(call: Caller, id: string): Promise<string[]> {
  const before = await world.checksum();
  const { userErrors } = await act(call, UNDO, { id });
  expect(await world.checksum()).toEqual(before);
  return userErrors.map(({ code, field, message }) => `${code} ${field?.join('.')} ${message}`).sort();
}

const because = (sentence: string) => [`DEPENDENT input.id It cannot be undone: ${sentence}.`];
const changed = 'has been changed, moved or dissolved since';

test('whatever changed the same organization since is named', async () => {
  const { tenant, east, west, one, two, call } = await county();
  const rename = await perform(call, RENAME, { id: one.gid, name: '甲一' });
  await change(call, UPDATE, { id: one.gid, sortOrder: 3 });
  expect(await resting(call, rename)).toEqual(because(`甲一 ${changed}`));

  const move = await perform(call, MOVE, { id: two.gid, newParentId: west.gid });
  const further = await perform(call, DISSOLVE, { id: two.gid });
  expect(await resting(call, move)).toEqual(because(`乙 ${changed}`));
  expect(await resting(call.with({ 'accept-language': 'zh' }), move)).toEqual([
    'DEPENDENT input.id 不能撤回：乙此后又有变更。',
  ]);
  await perform(call, UNDO, { id: further });
  await perform(call, UNDO, { id: move });
  expect((await tenant.rows('select parent_id as at from organization where id = $1', [two.id]))[0]).toEqual({
    at: east.id,
  });
});

test('what came beneath a moved or founded organization since is named; what was never there for a day is not', async () => {
  const { tenant, west, one, call, author } = await county();
  const move = await perform(call, MOVE, { id: one.gid, newParentId: west.gid });
  const { organization } = await change(call, CREATE, { parentId: one.gid, level: 'BRANCH', name: '新支部' });
  expect(await resting(call, move)).toEqual(because('新支部 has been placed beneath it since'));
  await perform(call, DISSOLVE, { id: organization.id });
  await perform(call, UNDO, { id: move });
  expect(await structureFaults(world, tenant)).toEqual([]);

  const acts = [{ create: { parent: west.gid, level: 'COMMUNITY', name: '丙' } }];
  const founding = await carryOut(author, call, { organizationId: tenant.root.gid, acts });
  const [founded] = await tenant.rows<{ id: string }>(`select id from organization where name = '丙'`);
  await change(call, CREATE, { parentId: `gid://sanlou/Organization/${founded?.id}`, level: 'BRANCH', name: '丁' });
  expect(await resting(call, founding)).toEqual(because('丁 has been placed beneath it since'));
});

test('members, grids, people, accounts and grants that came to what it founded are named', async () => {
  const { tenant, east, call, author } = await county();
  const acts = [{ create: { parent: east.gid, level: 'COMMUNITY', name: '丙' } }];
  const id = await carryOut(author, call, { organizationId: tenant.root.gid, acts });
  const [row] = await tenant.rows<{ id: string; path: string }>(`select id, path from organization where name = '丙'`);
  const founded = { ...east, id: row?.id ?? '', path: row?.path ?? '' };
  await addMembership(tenant, await tenant.person(east, { name: '李四' }), { in: founded, startedOn: '2020-06-30' });
  await tenant.person(founded, { name: '王五' });
  const grid = await tenant.grid(founded);
  const account = await tenant.actor({ role: 'VIEWER', at: founded });
  const [{ name = '' } = {}] = await tenant.rows<{ name: string }>('select name from grid where id = $1', [grid.id]);

  expect(await resting(call, id)).toEqual(
    [
      ...because(`${name} is a grid that was changed since`),
      ...because(`${account.name} has been granted a role there since`),
      ...because('李四 has had his membership changed since'),
      ...because('王五 has been registered there since'),
    ].sort(),
  );
});

test('a member who was carried and has gone elsewhere since is named; one who merely left goes home', async () => {
  const { tenant, one, two, west, call } = await county();
  const [gone, left] = [await tenant.member({ in: one, name: '张三' }), await tenant.member({ in: one, name: '李四' })];
  const merger = await perform(call, MERGE, { organizationIds: [one.gid], intoId: two.gid });
  const REASSIGN = `mutation ($input: ReassignMembershipInput!) { reassignMembership(input: $input) { userErrors { code } } }`;
  const END = `mutation ($input: EndMembershipInput!) { endMembership(input: $input) { userErrors { code } } }`;
  await call.ask(END, { input: { membershipId: left.gid, endedOn: '2020-06-30', reason: 'LEFT' } });
  const later = await perform(call, DISSOLVE, { id: two.gid, membersToId: west.gid });
  expect(await resting(call, merger)).toEqual(because('张三 has had his membership changed since'));
  await perform(call, UNDO, { id: later });

  await call.ask(REASSIGN, { input: { membershipId: gone.gid, organizationId: west.gid, effectiveOn: '2020-06-30' } });
  await perform(call, UNDO, { id: merger });
  expect(
    await tenant.rows('select id, organization_id as at, ended_on is null as open from membership order by id'),
  ).toEqual([
    { id: gone.id, at: one.id, open: false },
    { id: left.id, at: one.id, open: false },
    { id: expect.any(String), at: west.id, open: true },
  ]);
});

test('a restoration is not undone while anything stands beneath or in what would end again', async () => {
  const { tenant, east, call } = await county();
  const closed = await tenant.add(east, { dissolvedOn: '2020-05-01', name: '旧' });
  await tenant.member({ in: closed, endedOn: '2020-05-01' });
  const id = await perform(call, RESTORE, { id: closed.gid });
  const { organization } = await change(call, CREATE, { parentId: closed.gid, level: 'BRANCH', name: '新支部' });
  const member = await tenant.member({ in: closed, name: '张三', startedOn: '2020-06-30' });
  expect(await resting(call, id)).toEqual([
    ...because('张三 has had his membership changed since'),
    ...because('新支部 has been placed beneath it since'),
  ]);
  await perform(call, DISSOLVE, { id: organization.id });
  await tenant.rows(`update membership set organization_id = $2 where id = $1`, [member.id, east.id]);
  expect((await act(call, UNDO, { id, dryRun: true })).userErrors).toEqual([]);
});

test('a code that another has taken over since is named', async () => {
  const { one, two, call } = await county();
  const id = await perform(call, RENAME, { id: one.gid, externalReference: 'C-9' });
  const taking = await perform(call, RENAME, { id: two.gid, externalReference: 'C-1' });
  expect(await resting(call, id)).toEqual(because('乙 has taken over its reference or area code since'));
  await perform(call, UNDO, { id: taking });
  await perform(call, UNDO, { id });
});

test('a plan undone no longer blocks the undo of an earlier one, wherever what it founded stays', async () => {
  const { tenant, west, one, author, call } = await county();
  const plan = (acts: object[]) => carryOut(author, call, { organizationId: tenant.root.gid, acts });
  const tree = await treeOf(tenant);
  const first = await plan([{ move: { organization: one.gid, parent: west.gid } }]);
  const second = await plan([
    { create: { key: 'a', parent: one.gid, level: 'BRANCH', name: '一' } },
    { create: { key: 'b', parent: 'new:a', level: 'BUILDING_GROUP', name: '二' } },
    { rename: { organization: one.gid, name: '甲一' } },
  ]);
  expect((await resting(call, first)).length).toBe(3);
  await perform(call, UNDO, { id: second });
  await perform(call, UNDO, { id: first });

  expect((await treeOf(tenant)).filter((row) => tree.includes(row))).toEqual(tree);
  expect(await structureFaults(world, tenant)).toEqual([]);
  expect(await tenant.rows('select count(*)::int as standing from organization where dissolved_on is null')).toEqual([
    { standing: 5 },
  ]);
});

test('only who approves where it hangs may undo it', async () => {
  const { tenant, east, one, author, call } = await county();
  const id = await perform(call, RENAME, { id: one.gid, name: '甲一' });
  const refused = (by: Caller, of = id) => by.refusals(UNDO, { input: { id: of } });
  const own = await tenant.actor({ role: 'ORGANIZER', at: one });
  const street = await tenant.actor({ role: 'ORGANIZER', at: east });
  const other: TestTenant = await world.tenant();
  const stranger = await other.actor({ role: 'ORGANIZER', at: other.root });

  expect(await refused(author)).toEqual([{ code: 'FORBIDDEN', path: 'undoReorganization' }]);
  for (const by of [own, stranger])
    expect(await refused(by.call)).toEqual([{ code: 'NOT_FOUND', path: 'undoReorganization' }]);
  for (const of of absent(other.root))
    expect(await refused(call, of)).toEqual([{ code: 'NOT_FOUND', path: 'undoReorganization' }]);
  expect(await faults(street.call, UNDO, { id, expectedVersion: 9 })).toEqual(['STALE_VERSION input.expectedVersion']);
  await perform(street.call, UNDO, { id });
});
