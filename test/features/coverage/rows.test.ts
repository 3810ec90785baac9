import type { TestNode } from '../../setup/tenant';
import { World } from '../../setup/world';
import { COUNTS, county, coverageOf, gids, noRows, now } from './county';

let world: World;
beforeAll(async () => {
  world = await World.open({ now });
});
afterAll(() => world.close());

async function setting() {
  const tenant = await world.tenant();
  const places = await county(tenant);
  const { call } = await tenant.actor({ role: 'VIEWER', at: places.street });
  return { tenant, call, ...places };
}

test('whatever breaks a rule is counted and listed, and nothing else', async () => {
  const { call, street, orphan, outside, uncovered, coveredFromBeside, south, vacant, halfFilled } = await setting();

  expect(await coverageOf(call, street)).toEqual({
    grids: gids(orphan),
    members: gids(...outside),
    buildings: gids(uncovered, coveredFromBeside),
    branches: gids(south),
    posts: gids(vacant, halfFilled),
  });
});

test('of an organization it is what lies there and beneath it', async () => {
  const { call, north, south, covered, gone, outside, uncovered, coveredFromBeside, vacant, orphan } = await setting();
  const [inNorth, beside] = outside as unknown as [TestNode, TestNode];

  expect(await coverageOf(call, north)).toEqual({
    ...noRows,
    members: gids(inNorth, beside),
    buildings: gids(uncovered, coveredFromBeside),
  });
  expect(await coverageOf(call, south)).toEqual({ ...noRows, branches: gids(south), posts: gids(vacant) });
  // The grid that covers it belongs to what stands above.
  expect(await coverageOf(call, covered)).toEqual(noRows);
  expect(await coverageOf(call, gone)).toEqual({ ...noRows, grids: gids(orphan) });
});

test('on another day it is what was so then; the posts and what grids cover are those of today', async () => {
  const { call, street, outside, uncovered, coveredFromBeside, north, south, gone, left, coming, orphan, ...posts } =
    await setting();
  const always = { buildings: gids(uncovered, coveredFromBeside), branches: gids(south) };

  expect(await coverageOf(call, street, '(asOf: "2020-02-29")')).toEqual({
    ...always,
    grids: [],
    members: gids(...outside, left),
    branches: gids(south, gone),
    posts: gids(posts.halfFilled),
  });
  expect(await coverageOf(call, street, '(asOf: "2020-09-01")')).toEqual({
    ...always,
    grids: gids(orphan),
    members: gids(...outside, coming),
    posts: gids(posts.vacant, posts.halfFilled),
  });
  // Before anyone joined, and before any appointment.
  expect(await coverageOf(call, street, '(asOf: "2018-12-31")')).toMatchObject({
    grids: [],
    members: [],
    branches: gids(north, south),
  });
});

test('an organization of another day is asked of that day', async () => {
  const { call, street } = await setting();
  const answer = await call.ask(
    `query ($id: ID!) { organization(by: { id: $id }, asOf: "2020-02-29") { coverage { ${COUNTS} } } }`,
    { id: street.gid },
  );
  expect(answer).toEqual({
    organization: {
      coverage: {
        gridsWithoutOrganization: { count: 0 },
        membersInNoGrid: { count: 4 },
        buildingGroupsInNoGrid: { count: 2 },
        branchesBelowThreeFullMembers: { count: 2 },
        vacantPosts: { count: 1 },
      },
    },
  });
});

test('where the tenant has no such level the category is empty', async () => {
  const { tenant, call, street } = await setting();
  await tenant.rows(`update organization_level set code = code || '_2' where code in ('BRANCH', 'BUILDING_GROUP')`);
  expect(await coverageOf(call, street)).toMatchObject({ buildings: [], branches: [] });
});

test('several organizations asked alike are one statement, whatever is selected of the counts', async () => {
  const { call, community, north, south } = await setting();
  const ask = (inner: string) =>
    call.ask<{ organization: { children: object[] } }>(
      `query ($id: ID!) { organization(by: { id: $id }) { children { id ${inner} } } }`,
      { id: community.gid },
    );
  // With a directive, all are run by the same engine.
  const plain = '__typename @include(if: true)';
  await ask(plain);
  const without = await world.countStatements(() => ask(plain));
  const counted = `membersInNoGrid { count } vacantPosts { count }`;

  expect(await world.countStatements(() => ask(`coverage { ${COUNTS} }`))).toBe(without + 1);
  expect(await world.countStatements(() => ask(`coverage(asOf: "2020-02-29") { ${COUNTS} }`))).toBe(without + 2);
  expect(
    await world.countStatements(() => ask('coverage { membersInNoGrid { memberships(first: 5) { nodes { id } } } }')),
  ).toBe(without + 1);
  const { organization } = await ask(`coverage { ${counted} }`);
  expect(organization.children).toEqual([
    { id: north.gid, coverage: { membersInNoGrid: { count: 2 }, vacantPosts: { count: 0 } } },
    { id: south.gid, coverage: { membersInNoGrid: { count: 0 }, vacantPosts: { count: 1 } } },
  ]);
});
