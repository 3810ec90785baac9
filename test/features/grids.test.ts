import { inTreeOrder, twoBranches } from '../setup/records';
import type { TestOrganization, TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

interface Listed {
  organization: {
    grids: { nodes: { id: string }[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } };
  };
}

const list = `query ($id: ID!, $reach: Reach, $first: Int, $after: String, $last: Int, $before: String) {
  organization(by: { id: $id }) {
    grids(reach: $reach, first: $first, after: $after, last: $last, before: $before) {
      nodes { id } totalCount pageInfo { hasNextPage endCursor }
    }
  }
}`;

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const [near, far] = inTreeOrder([branches.north, branches.south]) as [TestOrganization, TestOrganization];
  // Made in another order than that of the tree.
  const later = [await tenant.grid(far), await tenant.grid(far)];
  const sooner = [await tenant.grid(near), await tenant.grid(near)];
  const order = [...sooner, ...later].map(({ gid }) => gid);
  const { call } = await tenant.actor({ role: 'VIEWER', at: branches.street });
  const ask = async (id: string, more: object) => (await call.ask<Listed>(list, { id, ...more })).organization.grids;
  return { tenant, ...branches, near, order, ask };
}

test('grids hang from their branch, and from everything above it, in the order of the tree', async () => {
  const { street, near, order, ask } = await setting();
  const idsOf = ({ nodes }: Listed['organization']['grids']) => nodes.map(({ id }) => id);

  const here = await ask(near.gid, { reach: 'DIRECT', first: 10 });
  const above = await ask(street.gid, { reach: 'DIRECT', first: 10 });
  const beneath = await ask(street.gid, { reach: 'SUBTREE', last: 10 });

  expect([here, above, beneath].map(idsOf)).toEqual([order.slice(0, 2), [], order]);
  expect([here, above, beneath].map(({ totalCount }) => totalCount)).toEqual([2, 0, 4]);
});

test.each([1, 3, 4])('pages of %i grids are the whole list in order', async (first) => {
  const { street, order, ask } = await setting();
  const walked: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { nodes, pageInfo } = await ask(street.gid, { first, after });
    walked.push(...nodes.map(({ id }) => id));
    ({ hasNextPage: more, endCursor: after } = pageInfo);
  }
  expect(walked).toEqual(order);
});

test('the building groups of a grid stand in the order of siblings', async () => {
  const { tenant, north } = await setting();
  const last = await tenant.add(north, { name: '1号楼', sortOrder: 2 });
  const ten = await tenant.add(north, { name: '10号楼' });
  const two = await tenant.add(north, { name: '2号楼' });
  await tenant.add(north, { name: '3号楼' });
  const gone = await tenant.add(north, { name: '4号楼', dissolvedOn: '2020-01-01' });
  const grid = await tenant.grid(north, [last, ten, two, gone]);
  const { call } = await tenant.actor({ role: 'VIEWER', at: north });

  const read = `query ($id: ID!) {
    node(id: $id) { ... on Grid { id name code version organization { id } buildingGroups { name } } }
  }`;
  expect(await call.ask(read, { id: grid.gid })).toEqual({
    node: {
      ...{ id: grid.gid, name: expect.stringMatching(/^G\d+$/), code: expect.stringMatching(/^G\d+$/), version: 1 },
      organization: { id: north.gid },
      buildingGroups: [{ name: '2号楼' }, { name: '10号楼' }, { name: '1号楼' }],
    },
  });
});

test('a grid out of reach is absent, as one of another county is', async () => {
  const { tenant, near, order } = await setting();
  const foreign = await setting();
  const { call } = await tenant.actor({ role: 'VIEWER', at: near });
  const read = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  const ids = [...order, ...foreign.order];
  expect(await call.ask(read, { ids })).toEqual({
    nodes: ids.map((id, index) => (index < 2 ? { id } : null)),
  });
  expect(await call.refusals('query ($id: ID!) { node(id: $id) { id } }', { id: order[3] })).toEqual([
    { code: 'NOT_FOUND', path: 'node' },
  ]);
});

test('of a grid only those building groups are shown that lie within reach', async () => {
  const tenant = await world.tenant();
  const { north, south } = await twoBranches(tenant);
  const { stayed, grid } = await movedAway(tenant, north, south);
  const { call } = await tenant.actor({ role: 'VIEWER', at: north });
  expect(
    await call.ask('query ($id: ID!) { node(id: $id) { ... on Grid { buildingGroups { id } } } }', { id: grid.gid }),
  ).toEqual({ node: { buildingGroups: [{ id: stayed.gid }] } });
});

/** A grid of two building groups, one of which has been moved to another branch. */
async function movedAway(tenant: TestTenant, from: TestOrganization, to: TestOrganization) {
  const [stayed, moved] = [await tenant.add(from), await tenant.add(from)];
  const grid = await tenant.grid(from, [stayed, moved]);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const move = 'mutation ($input: MoveOrganizationInput!) { moveOrganization(input: $input) { userErrors { code } } }';
  const done = await call.ask(move, { input: { id: moved.gid, newParentId: to.gid } });
  expect(done).toEqual({ moveOrganization: { userErrors: [] } });
  return { stayed, grid };
}
