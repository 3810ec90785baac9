import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const moreThanThePool = 25;

test('an error that answers while other fields are still being read costs no connection', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const FAILING = `query ($id: ID!) { organization(by: { id: $id }) {
    descendantCount children { childCount descendantCount } counts { members } breakdown(level: "NONE") { total { members } } } }`;
  await tenant.add(tenant.root);

  for (let round = 0; round < moreThanThePool; round += 1) {
    expect(await call.refusals(FAILING, { id: tenant.root.gid })).toEqual([
      { code: 'BAD_USER_INPUT', path: 'organization.breakdown' },
    ]);
  }
  expect(await call.ask(`{ viewer { roots { id } } }`)).toEqual({ viewer: { roots: [{ id: tenant.root.gid }] } });
});
