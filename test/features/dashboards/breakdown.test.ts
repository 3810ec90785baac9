import type { Caller } from '../../setup/api';
import type { TestOrganization } from '../../setup/tenant';
import { World } from '../../setup/world';
import { county, COUNTS, recount, sum, type Counts } from './county';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

interface Breakdown {
  rows: { organization: { name: string }; counts: Counts }[];
  elsewhere: Counts;
  total: Counts;
}

const BREAKDOWN = `query ($id: ID!, $level: String!, $kind: String) { organization(by: { id: $id }) {
  counts { ${COUNTS} } descendantCount
  breakdown(level: $level, kind: $kind) {
    rows { organization { name } counts { ${COUNTS} } } elsewhere { ${COUNTS} } total { ${COUNTS} } } } }`;

async function breakdown(call: Caller, root: TestOrganization, level: string, kind?: string) {
  const { organization } = await call.ask<{
    organization: { counts: Counts; descendantCount: number; breakdown: Breakdown };
  }>(BREAKDOWN, { id: root.gid, level, kind });
  const { rows, elsewhere, total } = organization.breakdown;
  expect(sum([...rows.map(({ counts }) => counts), elsewhere])).toEqual(total);
  expect(total).toEqual(organization.counts);
  expect(total.organizations).toBe(organization.descendantCount + 1);
  return organization.breakdown;
}

const named = (breakdown: Breakdown) => breakdown.rows.map(({ organization }) => organization.name);

test('counts are of an organization and everything beneath it, as a plain recount finds them', async () => {
  const tenant = await world.tenant();
  const { root, town, second, tenth, empty, gone, communities } = await county(tenant);
  const { call } = await tenant.actor({ role: 'VIEWER', at: root });

  for (const each of [root, town, second, tenth, empty, gone, ...communities]) {
    const answer = await call.ask(`query ($id: ID!) { organization(by: { id: $id }) { counts { ${COUNTS} } } }`, {
      id: each.gid,
    });
    expect([each.name, answer]).toEqual([each.name, { organization: { counts: await recount(tenant, each) } }]);
  }
  expect(await recount(tenant, root)).toEqual({
    organizations: 14,
    grids: 3,
    members: 19,
    fullMembers: 10,
    probationaryMembers: 9,
    applicants: 10,
  });
});

test('a breakdown has a row for each organization of the level in the order of the tree, empty ones too', async () => {
  const tenant = await world.tenant();
  const { root, town, second, tenth, empty } = await county(tenant);
  const { call } = await tenant.actor({ role: 'VIEWER', at: root });
  const rows = [second, tenth, town, empty];

  const perStreet = await breakdown(call, root, 'STREET');
  expect(named(perStreet)).toEqual(['2号街道', '10号街道', 'town', 'empty']);
  expect(perStreet.rows.map(({ counts }) => counts)).toEqual(
    await Promise.all(rows.map((each) => recount(tenant, each))),
  );
  expect(perStreet.elsewhere).toEqual({
    ...{ organizations: 1, grids: 0, members: 1, fullMembers: 1, probationaryMembers: 0, applicants: 1 },
  });
  expect(perStreet.total).toEqual(await recount(tenant, root));
});

test('with a kind, what lies beneath the others stands elsewhere', async () => {
  const tenant = await world.tenant();
  const { root, town, empty } = await county(tenant);
  const { call } = await tenant.actor({ role: 'VIEWER', at: root });

  const streets = await breakdown(call, root, 'STREET', 'STREET');
  expect(named(streets)).toEqual(['2号街道', '10号街道', 'empty']);
  expect(streets.rows[2]?.counts).toEqual(await recount(tenant, empty));
  expect(streets.elsewhere.organizations).toBe((await recount(tenant, town)).organizations + 1);
  expect(named(await breakdown(call, root, 'STREET', 'street'))).toEqual([]);
  expect(named(await breakdown(call, root, 'COMMUNITY', 'VILLAGE'))).toHaveLength(1);
});

test('every level sums to the same total', async () => {
  const tenant = await world.tenant();
  const { root } = await county(tenant);
  const { call } = await tenant.actor({ role: 'VIEWER', at: root });
  const total = await recount(tenant, root);

  for (const [level, count] of [
    ...Object.entries({ COUNTY: 0, STREET: 4, COMMUNITY: 3, BRANCH: 3, BUILDING_GROUP: 3, FLOOR_HOUSEHOLD: 0 }),
  ]) {
    const found = await breakdown(call, root, level as string);
    expect([level, found.rows.length, found.total]).toEqual([level, count, total]);
  }
});

test('at or above the level of the organization itself everything stands elsewhere', async () => {
  const tenant = await world.tenant();
  const { second } = await county(tenant);
  const { call } = await tenant.actor({ role: 'VIEWER', at: second });
  const own = await recount(tenant, second);

  for (const level of ['COUNTY', 'STREET']) {
    expect(await breakdown(call, second, level)).toEqual({ rows: [], elsewhere: own, total: own });
  }
});

test('an unknown level is a bad input that names the levels there are', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });

  const { errors } = await call.send(BREAKDOWN, { id: tenant.root.gid, level: 'PARISH' });
  expect(errors).toEqual([
    {
      message: 'There is no such level; there are COUNTY, STREET, COMMUNITY, BRANCH, BUILDING_GROUP, FLOOR_HOUSEHOLD.',
      path: ['organization', 'breakdown'],
      locations: [expect.anything()],
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
  expect(await call.refusals(BREAKDOWN, { id: tenant.root.gid, level: 'STREET', kind: 'a\0' })).toEqual([
    { code: 'BAD_USER_INPUT', path: 'organization.breakdown' },
  ]);
});

test('breakdowns of organizations that lie within one another are each their own', async () => {
  const tenant = await world.tenant();
  const { root, second, town } = await county(tenant);
  const { call } = await tenant.actor({ role: 'VIEWER', at: root });

  const { nodes } = await call.ask<{ nodes: { streets: Breakdown; branches: Breakdown }[] }>(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization {
      streets: breakdown(level: "STREET") { rows { counts { ${COUNTS} } } elsewhere { ${COUNTS} } total { ${COUNTS} } }
      branches: breakdown(level: "BRANCH") { rows { counts { ${COUNTS} } } elsewhere { ${COUNTS} } total { ${COUNTS} } } } } }`,
    { ids: [root, second, town].map(({ gid }) => gid) },
  );
  expect(nodes.map(({ streets, branches }) => [streets.rows.length, branches.rows.length])).toEqual([
    [4, 3],
    [0, 1],
    [0, 1],
  ]);
  for (const [place, each] of [root, second, town].entries()) {
    const total = await recount(tenant, each);
    for (const found of Object.values(nodes[place] ?? {})) {
      expect(found.total).toEqual(total);
      expect(sum([...found.rows.map(({ counts }) => counts), found.elsewhere])).toEqual(total);
    }
  }
});

test('where organizations of one level lie within one another the topmost are the rows', async () => {
  const tenant = await world.tenant();
  const outer = await tenant.add(tenant.root, { name: 'outer' });
  const inner = await tenant.add(outer, { level: 'STREET', name: 'inner' });
  await tenant.member({ in: inner });
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });

  const { rows, total } = await breakdown(call, tenant.root, 'STREET');
  expect(rows).toEqual([{ organization: { name: 'outer' }, counts: await recount(tenant, outer) }]);
  expect(total).toEqual(await recount(tenant, tenant.root));
});
