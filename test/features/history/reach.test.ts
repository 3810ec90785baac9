import { World } from '../../setup/world';
import { absent, MERGE, MOVE, perform, SPLIT } from '../reorganizations/operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const on = (day: string) => ({ effectiveOn: `2020-06-${day}`, reason: '补录' });
const ONE = `query ($id: ID!, $asOf: Date) { organization(by: { id: $id }, asOf: $asOf) { name parent { name } ancestors { name } } }`;
const hidden = [{ code: 'NOT_FOUND', path: 'organization' }];

/** A community 甲 with a branch 一 and a member, which moves from the street 东 to the street 西 on the 10th. */
async function county() {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root, { name: '东' }), await tenant.add(tenant.root, { name: '西' })];
  const one = await tenant.add(east, { name: '甲', areaCode: '500236001001' });
  const branch = await tenant.add(one, { name: '一' });
  const member = await tenant.member({ in: branch, name: '张三' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(call, MOVE, { id: one.gid, newParentId: west.gid, ...on('10') });
  const readers = {
    east: await tenant.actor({ role: 'VIEWER', at: east }),
    west: await tenant.actor({ role: 'VIEWER', at: west }),
  };
  return { tenant, east, west, one, branch, member, call, readers };
}

test('who holds a place today reads what lay beneath it on that day, and no more', async () => {
  const { east, west, one, branch, readers } = await county();
  const seen = (name: string, ...above: string[]) => ({
    organization: { name, parent: { name: above.at(-1) }, ancestors: above.map((each) => ({ name: each })) },
  });
  for (const [asOf, reader, other, street] of [
    ['2020-06-09', readers.east, readers.west, '东'],
    ['2020-06-10', readers.west, readers.east, '西'],
    [null, readers.west, readers.east, '西'],
  ] as const) {
    expect(await reader.call.ask(ONE, { id: one.gid, asOf })).toEqual(seen('甲', street));
    expect(await reader.call.ask(ONE, { id: branch.gid, asOf })).toEqual(seen('一', street, '甲'));
    for (const { gid: id } of [one, branch]) expect(await other.call.refusals(ONE, { id, asOf })).toEqual(hidden);
  }
  const CODE = `query { organization(by: { areaCode: "500236001001" }, asOf: "2020-06-09") { name } }`;
  expect(await readers.west.call.refusals(CODE)).toEqual(hidden);
  for (const { gid: id } of [east, west])
    expect(await readers.east.call.refusals(ONE, { id, asOf: '2020-06-09' })).toEqual(id === east.gid ? [] : hidden);
});

test('from an organization of today one comes only to where it stood within reach', async () => {
  const { one, readers } = await county();
  const BACK = `query ($id: ID!) { organization(by: { id: $id }) { name children(asOf: "2020-06-09") { name } } }`;
  const COUNTED = `query ($id: ID!) { organization(by: { id: $id }) { counts(asOf: "2020-06-09") { members } } }`;
  const LISTED = `query ($id: ID!) { organization(by: { id: $id }) { memberships(first: 5, reach: SUBTREE, asOf: "2020-06-09") { totalCount } } }`;
  for (const [query, field] of [
    [BACK, 'children'],
    [COUNTED, 'counts'],
    [LISTED, 'memberships'],
  ] as const) {
    expect(await readers.west.call.refusals(query, { id: one.gid })).toEqual([
      { code: 'NOT_FOUND', path: `organization.${field}` },
    ]);
  }
});

test('a member who has moved out of reach since is listed where he was, his organization of today is not', async () => {
  const { east, member, readers } = await county();
  const LISTED = `query ($id: ID!) { organization(by: { id: $id }, asOf: "2020-06-09") { memberships(first: 5, reach: SUBTREE) {
    nodes { id person { name } organization { name } } } } }`;
  expect(await readers.east.call.ask(LISTED, { id: east.gid })).toEqual({
    organization: {
      memberships: { nodes: [{ id: member.gid, person: { name: '张三' }, organization: { name: '一' } }] },
    },
  });
  expect(await readers.east.call.refusals(`query ($id: ID!) { node(id: $id) { id } }`, { id: member.gid })).toEqual([
    { code: 'NOT_FOUND', path: 'node' },
  ]);
});

test('his secrets stay with those who hold the place where he is today', async () => {
  const { tenant, east } = await county();
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: east });
  const SECRET = `query ($id: ID!) { organization(by: { id: $id }, asOf: "2020-06-09") { memberships(first: 5, reach: SUBTREE) {
    nodes { person { name phone identityNumber memberships { id } } } } } }`;
  const { data, errors } = await organizer.call.send<{ organization: { memberships: { nodes: object[] } } }>(SECRET, {
    id: east.gid,
  });
  expect(data?.organization.memberships.nodes).toEqual([
    { person: { name: '张三', phone: null, identityNumber: null, memberships: [] } },
  ]);
  expect((errors ?? []).map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
});

test('a place that did not exist that day shows nothing of it, though its members are from there', async () => {
  const { tenant, one, branch, call } = await county();
  await perform(call, SPLIT, { id: one.gid, parts: [{ name: '丙', childIds: [branch.gid] }] });
  const [part] = await tenant.rows<{ id: string; path: string }>(`select id, path from organization where name = '丙'`);
  const place = { ...one, id: part?.id ?? '', gid: `gid://sanlou/Organization/${part?.id}` };
  const reader = await tenant.actor({ role: 'VIEWER', at: place });
  expect(await reader.call.ask(ONE, { id: branch.gid })).toMatchObject({ organization: { name: '一' } });
  for (const { gid: id } of [place, branch, one]) {
    expect(await reader.call.refusals(ONE, { id, asOf: '2020-06-29' })).toEqual(hidden);
  }
});

test('a grant to what has been merged since reads what it was; one that has ended or not begun reads nothing', async () => {
  const { tenant, east, west, one, branch, call } = await county();
  const other = await tenant.add(west);
  const own = await tenant.actor({ role: 'VIEWER', at: one });
  await perform(call, MERGE, { organizationIds: [one.gid], intoId: other.gid, ...on('20') });
  expect(await own.call.ask(ONE, { id: branch.gid, asOf: '2020-06-19' })).toMatchObject({
    organization: { name: '一' },
  });
  expect(await own.call.refusals(ONE, { id: branch.gid, asOf: '2020-06-20' })).toEqual(hidden);
  const late = await tenant.actor([
    { role: 'VIEWER', at: east, endsOn: '2020-06-30' },
    { role: 'VIEWER', at: west, startsOn: '2020-07-01' },
  ]);
  for (const id of [east.gid, west.gid, branch.gid])
    expect(await late.call.refusals(ONE, { id, asOf: '2020-06-09' })).toEqual(hidden);
});

test('another tenant has no past here either', async () => {
  const { one, member } = await county();
  const other = await world.tenant();
  const { call } = await other.actor({ role: 'ORGANIZER', at: other.root });
  for (const id of [...absent(one), member.gid])
    expect(await call.refusals(ONE, { id, asOf: '2020-06-09' })).toEqual(hidden);
  const CODE = `query { organization(by: { areaCode: "500236001001" }, asOf: "2020-06-09", knownAt: "2999-01-01T00:00:00Z") { name } }`;
  expect(await call.refusals(CODE)).toEqual(hidden);
});
