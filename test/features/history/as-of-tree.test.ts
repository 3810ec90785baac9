import { World } from '../../setup/world';
import { act, DISSOLVE, MERGE, MOVE, perform, RENAME, SPLIT } from '../reorganizations/operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const on = (day: string) => ({ effectiveOn: `2020-06-${day}`, reason: '补录' });
const TREE = `query ($id: ID!, $asOf: Date) { organization(by: { id: $id }, asOf: $asOf) {
  children { name children { name children { name } } } descendantCount childCount
  descendants(first: 20) { totalCount nodes { name ancestors { name } parent { name } } } } }`;

/** A street 东 with communities 甲 (branch 一) and 乙, a street 西; on the 10th 甲 moves west, on the 20th 乙 is renamed and split. */
async function county() {
  const tenant = await world.tenant();
  const { root } = tenant;
  const [east, west] = [await tenant.add(root, { name: '东' }), await tenant.add(root, { name: '西' })];
  const [one, two] = [
    await tenant.add(east, { name: '甲' }),
    await tenant.add(east, { name: '乙', areaCode: '500236001001' }),
  ];
  const branch = await tenant.add(one, { name: '一' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: root });
  await perform(call, MOVE, { id: one.gid, newParentId: west.gid, ...on('10') });
  await perform(call, RENAME, { id: two.gid, name: '丙', areaCode: '500236001002', ...on('20') });
  await perform(call, SPLIT, { id: two.gid, parts: [{ name: '丁' }], ...on('20') });
  return { tenant, root, east, west, one, two, branch, call };
}

test('the tree of a day is that of its own names and places, however it is asked', async () => {
  const { root, call } = await county();
  const leaf = (name: string) => ({ name, children: [] });
  const one = { name: '甲', children: [{ name: '一' }] };
  const street = (name: string, ...children: object[]) => ({ name, children });
  const below = (name: string, ...above: string[]) => ({
    name,
    ancestors: [root.name, ...above].map((each) => ({ name: each })),
    parent: { name: above.at(-1) ?? root.name },
  });
  for (const [asOf, children, descendants] of [
    [
      '2020-06-09',
      [street('东', leaf('乙'), one), street('西')],
      [below('东'), below('甲', '东'), below('一', '东', '甲'), below('乙', '东'), below('西')],
    ],
    [
      '2020-06-10',
      [street('东', leaf('乙')), street('西', one)],
      [below('东'), below('乙', '东'), below('西'), below('甲', '西'), below('一', '西', '甲')],
    ],
    [
      '2020-06-20',
      [street('东', leaf('丙'), leaf('丁')), street('西', one)],
      [below('东'), below('丙', '东'), below('丁', '东'), below('西'), below('甲', '西'), below('一', '西', '甲')],
    ],
  ] as const) {
    const { organization } = await call.ask<{ organization: Record<string, unknown> }>(TREE, { id: root.gid, asOf });
    const { nodes, totalCount } = organization.descendants as { nodes: object[]; totalCount: number };
    expect([asOf, organization.children]).toEqual([asOf, children]);
    expect([asOf, nodes]).toEqual([asOf, expect.arrayContaining([...descendants])]);
    expect([organization.childCount, organization.descendantCount, totalCount, nodes.length]).toEqual([
      ...[2, descendants.length, descendants.length, descendants.length],
    ]);
  }
  const today = await call.ask<{ organization: object }>(TREE, { id: root.gid, asOf: null });
  const sameDay = await call.ask<{ organization: object }>(TREE, { id: root.gid, asOf: '2020-06-30' });
  expect(sameDay).toEqual(today);
});

test('one day may be asked of many things, and many days of one', async () => {
  const { east, call } = await county();
  const answer = await call.ask(
    `query ($id: ID!) { organization(by: { id: $id }) {
      before: children(asOf: "2020-06-09") { name parent { name } children { name } childCount }
      between: children(asOf: "2020-06-15") { name }
      now: children { name } } }`,
    { id: east.gid },
  );
  expect(answer).toEqual({
    organization: {
      before: [
        { name: '乙', parent: { name: '东' }, children: [], childCount: 0 },
        { name: '甲', parent: { name: '东' }, children: [{ name: '一' }], childCount: 1 },
      ],
      between: [{ name: '乙' }],
      now: [{ name: '丙' }, { name: '丁' }],
    },
  });
});

test('a code of that day finds who had it then', async () => {
  const { two, call } = await county();
  const FIND = `query ($code: String!, $asOf: Date) { organization(by: { areaCode: $code }, asOf: $asOf) { id name foundThrough { kind } } }`;
  expect(await call.ask(FIND, { code: '500236001001', asOf: '2020-06-19' })).toEqual({
    organization: { id: two.gid, name: '乙', foundThrough: null },
  });
  expect(await call.refusals(FIND, { code: '500236001002', asOf: '2020-06-19' })).toEqual([
    { code: 'NOT_FOUND', path: 'organization' },
  ]);
  expect(await call.ask(FIND, { code: '500236001001', asOf: null })).toEqual({
    organization: { id: two.gid, name: '丙', foundThrough: { kind: 'AREA_CODE' } },
  });
});

test('what was dissolved since stood then; what was founded since did not; a day to come is like today', async () => {
  const { tenant, root, east, west, one, call } = await county();
  await perform(call, MERGE, { organizationIds: [one.gid], into: { name: '新' }, ...on('25') });
  const [part] = await tenant.rows<{ id: string }>(`select id from organization where name = '丁'`);
  const ONE = `query ($id: ID!, $asOf: Date) { organization(by: { id: $id }, asOf: $asOf) { name dissolvedOn } }`;
  const ask = (id: string, asOf: string) => call.ask(ONE, { id, asOf });

  expect(await ask(one.gid, '2020-06-24')).toEqual({ organization: { name: '甲', dissolvedOn: null } });
  expect(await ask(one.gid, '2020-06-25')).toEqual({ organization: { name: '甲', dissolvedOn: '2020-06-25' } });
  const id = `gid://sanlou/Organization/${part?.id}`;
  expect(await call.refusals(ONE, { id, asOf: '2020-06-19' })).toEqual([{ code: 'NOT_FOUND', path: 'organization' }]);
  expect((await act(call, DISSOLVE, { id: east.gid, effectiveOn: '2021-01-01' })).userErrors).toMatchObject([
    { code: 'HAS_CHILDREN' },
  ]);
  await perform(call, RENAME, { id: west.gid, name: '未来', effectiveOn: '2021-01-01' });
  expect(await ask(west.gid, '2021-06-01')).toEqual({ organization: { name: '西', dissolvedOn: null } });
  expect(await ask(root.gid, '1949-10-01')).toEqual({ organization: { name: root.name, dissolvedOn: null } });
});
