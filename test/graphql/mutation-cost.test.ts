import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test('what a mutation selects of its payload is bounded as a query is, and nothing is written beyond', async () => {
  const tenant = await world.tenant();
  for (let made = 0; made < 12; made += 1) await tenant.add(tenant.root);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const create = (selection: string) => `mutation ($id: ID!) {
    createOrganization(input: { parentId: $id, level: "STREET", name: "x" }) { organization { parent { ${selection} } } } }`;
  const wide = 'children { descendants(first: 100) { nodes { descendants(first: 100) { nodes { id } } } } }';
  const before = await world.checksum();

  const asQuery = await call.refusals(`query ($id: ID!) { organization(by: { id: $id }) { ${wide} } }`, {
    id: tenant.root.gid,
  });
  expect(asQuery).toEqual([{ code: 'QUERY_TOO_EXPENSIVE', path: '' }]);
  expect(await call.refusals(create(wide), { id: tenant.root.gid })).toEqual(asQuery);
  expect(await world.checksum()).toEqual(before);
  expect(await call.ask(create('children { depth }'), { id: tenant.root.gid })).toEqual({
    createOrganization: { organization: { parent: { children: Array(13).fill({ depth: 1 }) } } },
  });
});
