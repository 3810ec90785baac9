import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const WHO = '{ viewer { name } }';

test('a token is looked up once, and for each tenant that is named', async () => {
  const tenant = await world.tenant();
  const { call, name } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const statements = async () => {
    world.statements.length = 0;
    await call.ask(WHO);
    return world.statements.length;
  };
  const [login, snapshot] = [1, 1];
  expect([await statements(), await statements()]).toEqual([login + snapshot, snapshot]);
  const other = call.with({ 'x-sanlou-tenant': 'elsewhere' });
  expect(await other.refusals(WHO)).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
  expect(await call.ask(WHO)).toEqual({ viewer: { name } });
});

test('whoever lost his login is nobody at once, and whoever it was given to is he from the next request on', async () => {
  const tenant = await world.tenant();
  const first = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const second = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  expect(await first.call.ask(WHO)).toEqual({ viewer: { name: first.name } });

  await world.owner.query('update login set account_id = $1 where subject = $2', [second.id, first.name]);
  expect(await first.call.refusals(WHO)).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
  expect(await first.call.ask(WHO)).toEqual({ viewer: { name: second.name } });

  await world.owner.query('delete from login where subject = $1', [first.name]);
  for (let again = 0; again < 2; again += 1) {
    expect(await first.call.refusals(WHO)).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
  }
});
