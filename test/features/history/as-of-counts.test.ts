import { World } from '../../setup/world';
import { DISSOLVE, MERGE, MOVE, perform, SPLIT } from '../reorganizations/operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const on = (day: string) => ({ effectiveOn: `2020-06-${day}`, reason: '补录' });
const SIX = 'organizations grids members fullMembers probationaryMembers applicants';
type Six = Record<'organizations' | 'grids' | 'members' | 'fullMembers' | 'probationaryMembers' | 'applicants', number>;
const six = (
  ...[organizations, grids, fullMembers, probationaryMembers, applicants]: [number, number, number, number, number]
) => ({
  ...{ organizations, grids, members: fullMembers + probationaryMembers, fullMembers, probationaryMembers, applicants },
});

test('the counts of a day are those of its borders, its members and their status then', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const [one, two] = [await tenant.add(east), await tenant.add(west)];
  await tenant.member({ in: one, startedOn: '2020-01-01' });
  await tenant.member({ in: one, startedOn: '2020-01-01', endedOn: '2020-06-15' });
  await tenant.member({ in: one, startedOn: '2020-06-12', status: 'APPLICANT' });
  const confirmed = await tenant.member({ in: two, startedOn: '2020-01-01', status: 'PROBATIONARY' });
  await tenant.grid(one);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await call.ask(
    `mutation ($input: ChangeMembershipStatusInput!) { changeMembershipStatus(input: $input) { userErrors { code } } }`,
    {
      input: { membershipId: confirmed.gid, status: 'FULL', effectiveOn: '2020-06-18' },
    },
  );
  await perform(call, MERGE, { organizationIds: [one.gid], intoId: two.gid, ...on('10') });

  const COUNTS = `query ($east: ID!, $west: ID!, $asOf: Date) {
    east: organization(by: { id: $east }, asOf: $asOf) { counts { ${SIX} } }
    west: organization(by: { id: $west }) { counts(asOf: $asOf) { ${SIX} } } }`;
  for (const [asOf, inEast, inWest] of [
    ['2019-12-31', six(2, 1, 0, 0, 0), six(2, 0, 0, 0, 0)],
    ['2020-06-09', six(2, 1, 2, 0, 0), six(2, 0, 0, 1, 0)],
    ['2020-06-10', six(1, 0, 0, 0, 0), six(2, 1, 2, 1, 0)],
    ['2020-06-12', six(1, 0, 0, 0, 0), six(2, 1, 2, 1, 1)],
    ['2020-06-17', six(1, 0, 0, 0, 0), six(2, 1, 1, 1, 1)],
    ['2020-06-18', six(1, 0, 0, 0, 0), six(2, 1, 2, 0, 1)],
    [null, six(1, 0, 0, 0, 0), six(2, 1, 2, 0, 1)],
  ] as const) {
    expect([asOf, await call.ask(COUNTS, { east: east.gid, west: west.gid, asOf })]).toEqual([
      asOf,
      { east: { counts: inEast }, west: { counts: inWest } },
    ]);
  }
});

interface Broken {
  rows: { organization: { name: string }; counts: Six }[];
  elsewhere: Six;
  total: Six;
}

test('rows and elsewhere sum to the total on every day, before and after any act', async () => {
  const tenant = await world.tenant();
  const [east, west, plain] = [
    await tenant.add(tenant.root, { name: '东', kind: 'STREET' }),
    await tenant.add(tenant.root, { name: '西', kind: 'STREET' }),
    await tenant.add(tenant.root, { name: '镇', kind: 'TOWN' }),
  ];
  const [one, two, three] = [await tenant.add(east), await tenant.add(east), await tenant.add(plain)];
  const members = [];
  for (const at of [tenant.root, east, one, one, two, three])
    members.push(await tenant.member({ in: at, startedOn: '2020-01-01' }));
  await tenant.grid(one);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(call, MOVE, { id: one.gid, newParentId: west.gid, ...on('10') });
  await perform(call, SPLIT, { id: one.gid, parts: [{ name: '分', membershipIds: [members[2]?.gid] }], ...on('15') });
  await perform(call, MERGE, { organizationIds: [two.gid], intoId: three.gid, ...on('20') });
  await perform(call, DISSOLVE, { id: east.gid, membersToId: west.gid, ...on('25') });

  const BREAKDOWN = `query ($id: ID!, $asOf: Date, $mode: RollUpMode) { organization(by: { id: $id }) {
    breakdown(level: "STREET", kind: "STREET", asOf: $asOf, mode: $mode) {
      rows { organization { name } counts { ${SIX} } } elsewhere { ${SIX} } total { ${SIX} } } } }`;
  const read = async (asOf: string | null, mode: string) =>
    (await call.ask<{ organization: { breakdown: Broken } }>(BREAKDOWN, { id: tenant.root.gid, asOf, mode }))
      .organization.breakdown;
  const membersOf = ({ rows, elsewhere, total }: Broken) => [
    ...rows.map(({ organization, counts }) => `${organization.name} ${counts.organizations}/${counts.members}`),
    ...[elsewhere, total].map(({ organizations, members: count }) => `${organizations}/${count}`),
  ];
  for (const [asOf, reported, restated] of [
    ['2020-06-09', ['东 3/4', '西 1/0', '3/2', '7/6'], ['西 3/3', '4/3', '7/6']],
    ['2020-06-10', ['东 2/2', '西 2/2', '3/2', '7/6'], ['西 3/3', '4/3', '7/6']],
    ['2020-06-15', ['东 2/2', '西 3/2', '3/2', '8/6'], ['西 4/3', '4/3', '8/6']],
    ['2020-06-20', ['东 1/1', '西 3/2', '3/3', '7/6'], ['西 4/3', '3/3', '7/6']],
    ['2020-06-25', ['西 3/3', '3/3', '6/6'], ['西 3/3', '3/3', '6/6']],
    [null, ['西 3/3', '3/3', '6/6'], ['西 3/3', '3/3', '6/6']],
  ] as const) {
    for (const [mode, expected] of [
      ['AS_REPORTED', reported],
      ['RESTATED', restated],
    ] as const) {
      const broken = await read(asOf, mode);
      expect([asOf, mode, membersOf(broken)]).toEqual([asOf, mode, expected]);
      const sum = (name: keyof Six) =>
        [...broken.rows.map(({ counts }) => counts), broken.elsewhere].reduce((all, counts) => all + counts[name], 0);
      for (const name of SIX.split(' ') as (keyof Six)[]) expect([name, sum(name)]).toEqual([name, broken.total[name]]);
    }
  }
});

test('memberships and grids of a day are listed where they were', async () => {
  const tenant = await world.tenant();
  const [one, two] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const member = await tenant.member({ in: one, startedOn: '2020-01-01', status: 'FULL' });
  const grid = await tenant.grid(one);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(call, MERGE, { organizationIds: [one.gid], intoId: two.gid, ...on('10') });
  const LISTS = `query ($id: ID!, $asOf: Date) { organization(by: { id: $id }, asOf: $asOf) {
    memberships(first: 5, reach: SUBTREE) { totalCount nodes { id organization { id } } }
    grids(first: 5, reach: SUBTREE) { nodes { id organization { id } } } } }`;
  for (const [asOf, at] of [
    ['2020-06-09', one],
    ['2020-06-10', two],
  ] as const) {
    const organization = { id: at.gid };
    expect(await call.ask(LISTS, { id: tenant.root.gid, asOf })).toEqual({
      organization: {
        memberships: { totalCount: 1, nodes: [{ id: member.gid, organization }] },
        grids: { nodes: [{ id: grid.gid, organization }] },
      },
    });
  }
});
