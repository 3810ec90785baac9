import { World } from '../setup/world';

/** Of a statement, in milliseconds. */
const limit = 600;

let world: World;
beforeAll(async () => {
  world = await World.open();
  world.pool.options.statement_timeout = limit;
});
afterAll(() => world.close());

const members = 'memberships(first: 1) { nodes { id } }';

test.each([
  ['one field at the root', `organization(by: { id: $id }) { name ${members} }`],
  ['two fields at the root', `viewer { name } organization(by: { id: $id }) { ${members} }`],
  ['a page that is read by itself', `viewer { roots { children { id } } more: roots { ${members} } }`],
])('what took too long is not tried again: %s', async (_what, fields) => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const document = fields.includes('$id') ? `query ($id: ID!) { ${fields} }` : `{ ${fields} }`;
  const ask = () => call.send(document, { id: tenant.root.gid });
  // Nothing is known of it at first, then who asks, then how many statements it takes.
  for (const before of [0, 1, 4]) {
    for (let run = 0; run < before; run += 1) expect((await ask()).errors).toBeUndefined();
    await world.owner.query('begin; lock table membership in access exclusive mode');
    const since = performance.now();
    const { data, errors } = await ask().finally(() => world.owner.query('rollback'));
    expect(Math.floor((performance.now() - since) / limit)).toBe(1);
    expect([data, errors?.map(({ extensions }) => extensions.code)]).toEqual([undefined, ['QUERY_TOO_EXPENSIVE']]);
  }
  expect((await ask()).errors).toBeUndefined();
});
