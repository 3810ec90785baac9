import { World } from '../../setup/world';
import { coverageOf, gids, noRows, now } from './county';

let world: World;
beforeAll(async () => {
  world = await World.open({ now });
});
afterAll(() => world.close());

const MOVE = `mutation ($input: MoveOrganizationInput!) { moveOrganization(input: $input) {
  impact { organizations brokenRules { rule before after } } userErrors { code } } }`;

async function setting() {
  const tenant = await world.tenant();
  const community = await tenant.add(await tenant.add(tenant.root));
  const [from, to] = [await tenant.add(community), await tenant.add(community)];
  const building = await tenant.add(from);
  await tenant.grid(from, [building]);
  const members = [];
  for (const status of ['FULL', 'FULL', 'PROBATIONARY']) members.push(await tenant.member({ in: building, status }));
  await tenant.member({ in: from });
  for (let made = 0; made < 3; made += 1) await tenant.member({ in: to });
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: community });
  return { tenant, community, from, to, building, members, ...organizer };
}

const broken = {
  organizations: 1,
  brokenRules: [
    { rule: 'MEMBERS_IN_NO_GRID', before: 3, after: 6 },
    { rule: 'BUILDING_GROUPS_IN_NO_GRID', before: 0, after: 1 },
    { rule: 'BRANCHES_BELOW_THREE_FULL_MEMBERS', before: 0, after: 1 },
  ],
};

test('a dry run tells which rules would be broken more, and by how much; nothing is written', async () => {
  const { call, building, to, community } = await setting();
  const before = await coverageOf(call, community);

  for (const effectiveOn of [undefined, '2020-12-01']) {
    const input = { id: building.gid, newParentId: to.gid, dryRun: true, effectiveOn };
    expect(await call.ask(MOVE, { input })).toEqual({ moveOrganization: { impact: broken, userErrors: [] } });
  }
  expect(await coverageOf(call, community)).toEqual(before);
});

test('the act itself tells the same, and the rows are there afterwards; the way back breaks nothing', async () => {
  const { call, building, from, to, community, members } = await setting();
  const input = { id: building.gid, newParentId: to.gid };
  expect(await call.ask(MOVE, { input })).toEqual({ moveOrganization: { impact: broken, userErrors: [] } });
  expect(await coverageOf(call, building)).toEqual({
    ...noRows,
    members: gids(...members),
    buildings: gids(building),
  });
  expect(await coverageOf(call, community)).toMatchObject({ branches: gids(from) });

  expect(await call.ask(MOVE, { input: { id: building.gid, newParentId: from.gid } })).toEqual({
    moveOrganization: { impact: { organizations: 1, brokenRules: [] }, userErrors: [] },
  });
});

test('the same key again tells the same', async () => {
  const { call, building, to } = await setting();
  const input = { id: building.gid, newParentId: to.gid, idempotencyKey: 'once' };
  const first = await call.ask(MOVE, { input });
  expect(first).toEqual({ moveOrganization: { impact: broken, userErrors: [] } });
  expect(await call.ask(MOVE, { input })).toEqual(first);
});

test('what is no act of the structure breaks no rule', async () => {
  const { call, community } = await setting();
  const created = await call.ask(
    `mutation ($input: CreateOrganizationInput!) { createOrganization(input: $input) {
      impact { brokenRules { rule } } userErrors { code } } }`,
    { input: { parentId: community.gid, level: 'BRANCH', name: 'new', dryRun: true } },
  );
  expect(created).toEqual({ createOrganization: { impact: { brokenRules: [] }, userErrors: [] } });
});
