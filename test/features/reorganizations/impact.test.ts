import { World } from '../../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const IMPACT = `impact { organizations members grids accountsGaining accountsLosing
  accessChanges { accountName isGained organization { name } } conflicts { name state effectiveOn } brokenRules { rule before after }
  breakdown(level: "STREET") { before { rows { organization { name } counts { members organizations } } total { members } }
    after { rows { organization { name } counts { members organizations } } total { members } } } }
  reorganization { state } userErrors { code }`;
const mutation = (name: string) =>
  `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${IMPACT} } }`;

async function county() {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root, { name: '东' }), await tenant.add(tenant.root, { name: '西' })];
  const community = await tenant.add(east, { name: '社区' });
  const branch = await tenant.add(community, { name: '支部' });
  for (let index = 0; index < 3; index += 1) await tenant.member({ in: branch });
  await tenant.member({ in: west });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const loser = await tenant.actor({ role: 'VIEWER', at: east });
  const gainer = await tenant.actor({ role: 'ORGANIZER', at: west });
  await tenant.actor({ role: 'VIEWER', at: community });
  return { tenant, east, west, community, branch, call, loser, gainer };
}

const row = (name: string, members: number, organizations: number) => ({
  organization: { name },
  counts: { members, organizations },
});

test('a move tells who gains and loses access, the counts before and after, and what is still to come', async () => {
  const { west, community, branch, call, loser, gainer } = await county();
  await call.ask(mutation('renameOrganization'), { input: { id: branch.gid, name: '新', effectiveOn: '2020-07-10' } });
  const before = await world.checksum();
  const expected = {
    ...{ organizations: 2, members: 3, grids: 0, accountsGaining: 1, accountsLosing: 1 },
    accessChanges: [
      { accountName: loser.name, isGained: false, organization: { name: '社区' } },
      { accountName: gainer.name, isGained: true, organization: { name: '社区' } },
    ].sort((left, right) => (left.accountName < right.accountName ? -1 : 1)),
    conflicts: [{ name: 'RENAME 支部', state: 'APPROVED', effectiveOn: '2020-07-10' }],
    brokenRules: [],
    breakdown: {
      before: { rows: [row('东', 3, 3), row('西', 1, 1)], total: { members: 4 } },
      after: { rows: [row('东', 0, 1), row('西', 4, 3)], total: { members: 4 } },
    },
  };
  const input = { id: community.gid, newParentId: west.gid };
  const rehearsed = await call.ask(mutation('moveOrganization'), { input: { ...input, dryRun: true } });
  expect(rehearsed).toMatchObject({ moveOrganization: { impact: expected, userErrors: [] } });
  expect(await world.checksum()).toEqual(before);
  expect(await call.ask(mutation('moveOrganization'), { input })).toMatchObject({
    moveOrganization: { impact: expected },
  });
});

test('of a merger it tells who reached what ended and does not reach where it went; of a split who reached the source', async () => {
  const { tenant, community, branch, call } = await county();
  const other = await tenant.add(community, { name: '并入' });
  const [of, into] = [
    await tenant.actor({ role: 'VIEWER', at: branch }),
    await tenant.actor({ role: 'VIEWER', at: other }),
  ];
  const { mergeOrganizations } = await call.ask<{ mergeOrganizations: { impact: object } }>(
    mutation('mergeOrganizations'),
    {
      input: { organizationIds: [branch.gid], intoId: other.gid, dryRun: true },
    },
  );
  expect(mergeOrganizations.impact).toMatchObject({
    ...{ organizations: 1, members: 3, accountsGaining: 1, accountsLosing: 1 },
    accessChanges: [
      { accountName: of.name, isGained: false },
      { accountName: into.name, isGained: true },
    ].sort((left, right) => (left.accountName < right.accountName ? -1 : 1)),
  });
  const { splitOrganization } = await call.ask<{ splitOrganization: { impact: object } }>(
    mutation('splitOrganization'),
    {
      input: { id: branch.gid, parts: [{ name: '分' }], dryRun: true },
    },
  );
  expect(splitOrganization.impact).toMatchObject({
    ...{ accountsGaining: 0, accountsLosing: 1 },
    accessChanges: [{ accountName: of.name, isGained: false, organization: { name: '分' } }],
  });
});

test('an act that is put off tells its figures; the details belong to a dry run', async () => {
  const { west, community, call } = await county();
  const input = { id: community.gid, newParentId: west.gid, effectiveOn: '2020-07-10' };
  expect(await call.ask(mutation('moveOrganization'), { input })).toEqual({
    moveOrganization: {
      impact: {
        ...{ organizations: 2, members: 3, grids: 0, accountsGaining: 0, accountsLosing: 0 },
        ...{ accessChanges: [], conflicts: [], brokenRules: [], breakdown: null },
      },
      ...{ reorganization: { state: 'APPROVED' }, userErrors: [] },
    },
  });
});
