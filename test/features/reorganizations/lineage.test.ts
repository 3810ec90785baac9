import { World } from '../../setup/world';
import { DISSOLVE, MERGE, MOVE, perform, RENAME, RESTORE, SPLIT, act, UNDO } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const LINEAGE = `query ($id: ID!, $direction: LineageDirection!) { organization(by: { id: $id }) { lineage(direction: $direction) {
  kind effectiveOn reason before after predecessor { name } successor { name } fromParent { name } toParent { name } } } }`;
const edge = (kind: string, predecessor: string | null, successor: string | null, more: object = {}) => ({
  ...{ kind, effectiveOn: '2020-06-30', reason: null, before: null, after: null, fromParent: null, toParent: null },
  ...{ predecessor: predecessor && { name: predecessor }, successor: successor && { name: successor } },
  ...more,
});

test('what became of an organization, and where one came from, is told over any number of steps', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root, { name: '东' }), await tenant.add(tenant.root, { name: '西' })];
  const [one, two] = [await tenant.add(east, { name: '甲' }), await tenant.add(east, { name: '乙' })];
  const three = await tenant.add(east, { name: '丙' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(call, MERGE, {
    organizationIds: [one.gid],
    intoId: two.gid,
    effectiveOn: '2020-06-01',
    reason: '合并',
  });
  const { parts } = await act(call, SPLIT, { id: two.gid, parts: [{ name: '分' }] });
  const part = parts?.[0]?.id ?? '';
  await perform(call, MOVE, { id: part, newParentId: west.gid });
  await perform(call, RENAME, { id: part, name: '分社区', areaCode: '500236001001' });
  await perform(call, DISSOLVE, { id: part, membersToId: three.gid });
  await perform(call, RESTORE, { id: part });
  const lineage = async (id: string, direction: string) =>
    (await call.ask<{ organization: { lineage: object[] } }>(LINEAGE, { id, direction })).organization.lineage;

  const merged = edge('MERGE', '甲', '乙', { effectiveOn: '2020-06-01', reason: '合并' });
  const called = { externalReference: null, areaCode: null };
  const own = [
    edge('SPLIT', '乙', '分社区'),
    edge('MOVE', '分社区', '分社区', { fromParent: { name: '东' }, toParent: { name: '西' } }),
    edge('RENAME', '分社区', '分社区', {
      before: { ...called, name: '分' },
      after: { ...called, name: '分社区', areaCode: '500236001001' },
    }),
  ];
  const dissolved = edge('DISSOLVE', '分社区', '丙');
  const restored = edge('RESTORE', '分社区', '分社区');
  expect(await lineage(one.gid, 'SUCCESSORS')).toEqual([merged, ...own, dissolved, restored]);
  expect(await lineage(part, 'PREDECESSORS')).toEqual([merged, ...own, restored]);
  expect(await lineage(three.gid, 'PREDECESSORS')).toEqual([merged, ...own, dissolved, restored]);
  expect(await lineage(three.gid, 'SUCCESSORS')).toEqual([]);
  expect(await lineage(one.gid, 'PREDECESSORS')).toEqual([]);
});

test('edges are kept for ever, those of what was undone marked and untold', async () => {
  const tenant = await world.tenant();
  const [one, two] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const id = await perform(call, MERGE, { organizationIds: [one.gid], intoId: two.gid });
  await perform(call, UNDO, { id });

  expect(await call.ask(LINEAGE, { id: one.gid, direction: 'SUCCESSORS' })).toEqual({ organization: { lineage: [] } });
  expect(await tenant.rows('select kind, undone_at is null as told from organization_lineage')).toEqual([
    { kind: 'MERGE', told: false },
  ]);
});

test('what lies out of reach is not named: neither the other end, nor the parent it had, nor what happened beyond', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root, { name: '东' }), await tenant.add(tenant.root, { name: '西' })];
  const [one, two] = [await tenant.add(east, { name: '甲' }), await tenant.add(west, { name: '乙' })];
  const three = await tenant.add(west, { name: '丙', externalReference: 'C-3' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const reader = await tenant.actor({ role: 'VIEWER', at: east });
  await perform(call, MERGE, { organizationIds: [one.gid], intoId: two.gid });
  await perform(call, RENAME, { id: two.gid, name: '密' });
  await perform(call, MERGE, { organizationIds: [two.gid], intoId: three.gid });
  const four = await tenant.add(west, { name: '丁' });
  await perform(call, MOVE, { id: four.gid, newParentId: east.gid });

  const read = (id: string, direction: string) => reader.call.ask(LINEAGE, { id, direction });
  expect(await read(one.gid, 'SUCCESSORS')).toEqual({ organization: { lineage: [edge('MERGE', '甲', null)] } });
  expect(await read(four.gid, 'PREDECESSORS')).toEqual({
    organization: { lineage: [edge('MOVE', '丁', '丁', { toParent: { name: '东' } })] },
  });
  expect(await reader.call.refusals(LINEAGE, { id: two.gid, direction: 'SUCCESSORS' })).toEqual([
    { code: 'NOT_FOUND', path: 'organization' },
  ]);
});

test('a code whose heir lies out of reach finds only what is within: its dissolved holder, or nothing', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const [one, two] = [
    await tenant.add(east, { externalReference: 'C-1' }),
    await tenant.add(west, { externalReference: 'C-2' }),
  ];
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(call, MERGE, { organizationIds: [one.gid], intoId: two.gid });
  const [atEast, atWest] = [
    await tenant.actor({ role: 'VIEWER', at: east }),
    await tenant.actor({ role: 'VIEWER', at: west }),
  ];
  const FIND = `query { organization(by: { externalReference: "C-1" }) { id foundThrough { value organization { id } } } }`;

  expect(await atEast.call.ask(FIND)).toEqual({ organization: { id: one.gid, foundThrough: null } });
  expect(await atWest.call.ask(FIND)).toEqual({
    organization: { id: two.gid, foundThrough: { value: 'C-1', organization: null } },
  });
  const other = await world.tenant();
  const stranger = await other.actor({ role: 'VIEWER', at: other.root });
  expect(await stranger.call.refusals(FIND)).toEqual([{ code: 'NOT_FOUND', path: 'organization' }]);
});
