import type { TestNode, TestOrganization } from '../../setup/tenant';
import { World } from '../../setup/world';
import { county, coverageOf, gids, noRows, now } from './county';

let world: World;
beforeAll(async () => {
  world = await World.open({ now });
});
afterAll(() => world.close());

interface Members {
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

interface Page {
  organization: { coverage: { membersInNoGrid: { memberships: Members } } };
}

test.each([1, 2, 5])('pages of %i members are the whole list, each once, though some join meanwhile', async (first) => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const places: TestOrganization[] = [];
  for (let made = 0; made < 3; made += 1) places.push(await tenant.add(street));
  const members = [];
  for (const place of [...places, ...places]) members.push(await tenant.member({ in: place }));
  const { call } = await tenant.actor({ role: 'VIEWER', at: street });

  const walked: string[] = [];
  let after: string | null = null;
  for (let more = true; more;) {
    const page: Page = await call.ask<Page>(
      `query ($id: ID!, $first: Int, $after: String) { organization(by: { id: $id }) { coverage { membersInNoGrid {
        memberships(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } } } }`,
      { id: street.gid, first, after },
    );
    const { nodes, pageInfo }: Members = page.organization.coverage.membersInNoGrid.memberships;
    walked.push(...nodes.map(({ id }) => id));
    more = pageInfo.hasNextPage;
    after = pageInfo.endCursor;
    // Above all that is listed: it comes before the page, not into it.
    await tenant.member({ in: street });
  }
  const known = new Set(gids(...members));
  expect(walked.filter((id) => known.has(id)).sort()).toEqual([...known]);
  expect(new Set(walked).size).toBe(walked.length);
});

test('nothing is counted or listed from beside or above, today or on another day', async () => {
  const tenant = await world.tenant();
  const { south, north, vacant, gone } = await county(tenant);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: south });

  expect(await coverageOf(call, south)).toEqual({ ...noRows, branches: gids(south), posts: gids(vacant) });
  for (const place of [north, gone, tenant.root]) {
    for (const args of ['', '(asOf: "2020-02-29")']) {
      const asked = `query ($id: ID!) { organization(by: { id: $id }) { coverage${args} { vacantPosts { count } } } }`;
      expect(await call.refusals(asked, { id: place.gid })).toEqual([{ code: 'NOT_FOUND', path: 'organization' }]);
    }
  }
});

test('what was moved out of reach shows what broke the rules then, but none of the posts of today', async () => {
  const tenant = await world.tenant();
  const { north, south, uncovered, coveredFromBeside, outside, community } = await county(tenant);
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: community });
  await tenant.post(uncovered);
  const moved = await organizer.call.ask(
    `mutation ($id: ID!, $to: ID!) { moveOrganization(input: { id: $id, newParentId: $to }) { userErrors { code } } }`,
    { id: uncovered.gid, to: south.gid },
  );
  expect(moved).toEqual({ moveOrganization: { userErrors: [] } });

  const { call } = await tenant.actor({ role: 'VIEWER', at: north });
  const [there, beside] = outside as unknown as [TestNode, TestNode];
  expect(await coverageOf(call, north)).toMatchObject({ members: gids(beside), posts: [] });
  expect(await coverageOf(call, north, '(asOf: "2020-06-29")')).toEqual({
    ...noRows,
    members: gids(there, beside),
    buildings: gids(uncovered, coveredFromBeside),
  });
});
