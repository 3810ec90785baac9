import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** A county of 3 streets with 4 communities each, and who asks its root. */
async function county() {
  const tenant = await world.tenant();
  for (let street = 0; street < 3; street += 1) {
    const place = await tenant.add(tenant.root);
    for (let community = 0; community < 4; community += 1) await tenant.add(place);
  }
  return { root: tenant.root.gid, ...(await tenant.actor({ role: 'VIEWER', at: tenant.root })) };
}

test.each([
  // The organization, and at most 4 children, as one of the streets has.
  ['children { id name }', 1 + 4],
  // And at most 12 that stand two levels beneath one organization.
  ['children { children { id } }', 1 + 4 + 12],
  ['children { children { children { children { id } } } }', 1 + 4 + 12],
  // For each child its counts: the object, and the work of counting.
  ['children { counts { members } }', 1 + 4 * (1 + 2)],
  // Twice the same under two names is twice the work.
  ['a: children { id } b: children { id }', 1 + 4 + 4],
  ['children { descendants(first: 100) { nodes { id } } }', 1 + 4 * (1 + 1 + 1 + 100)],
  // Ten values come with each child; twenty more under other names cost two objects.
  [`children { ${Array.from({ length: 30 }, (_, index) => `n${index}: name`).join(' ')} }`, 1 + 4 + 4 * 2],
  // A hundred for the counting, and each row with its organization.
  ['breakdown(level: "COMMUNITY") { rows { organization { id } } }', 1 + 100 + 1 + 12 * 2],
])('%s costs what could be built at most', async (selection, requested) => {
  const { root, call } = await county();
  const { extensions } = await call.send(`query ($id: ID!) { organization(by: { id: $id }) { ${selection} } }`, {
    id: root,
  });
  expect(extensions).toEqual({ cost: { requested, limit: 100_000, remaining: expect.any(Number) as number } });
});

test('what variables bear on is counted for each run of a document, and so is what stands beneath', async () => {
  const { root, call } = await county();
  const query = `query ($id: ID!, $first: Int, $more: Boolean!) { organization(by: { id: $id }) {
    descendants(first: $first) { nodes { id } } children @include(if: $more) { id } } }`;
  const costOf = async (first: number, more: boolean) =>
    (await call.send(query, { id: root, first, more })).extensions?.cost;
  const requested = [];
  for (const [first, more] of [
    [1, false],
    [50, false],
    [1, true],
    [1, false],
    [50, true],
  ] as const)
    requested.push(((await costOf(first, more)) as { requested: number }).requested);
  const [around, children] = [1 + 1 + 1, 4];
  expect(requested).toEqual([around + 1, around + 50, around + 1 + children, around + 1, around + 50 + children]);
});

test('a document whose cost is known costs each as much as stands within his own reach', async () => {
  const [small, large] = [await county(), await county()];
  const tenant = await world.tenant();
  for (let street = 0; street < 9; street += 1) await tenant.add(tenant.root);
  const wide = { root: tenant.root.gid, ...(await tenant.actor({ role: 'VIEWER', at: tenant.root })) };
  const query = 'query ($id: ID!) { organization(by: { id: $id }) { children { id name } } }';
  const costs = [];
  for (const { root, call } of [small, wide, large, wide, small]) {
    const { extensions } = await call.send(query, { id: root });
    costs.push((extensions?.cost as { requested: number }).requested);
  }
  expect(costs).toEqual([5, 10, 5, 10, 5]);
});
