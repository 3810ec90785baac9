import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open({ lockTimeout: 200 });
});
afterAll(() => world.close());

test('whoever waits too long for another change of the tree is told to try again, and nothing was written', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const create = () =>
    call.send(
      `mutation ($parent: ID!) { createOrganization(input: { parentId: $parent, level: "STREET", name: "新街道" }) {
        organization { name } userErrors { code } } }`,
      { parent: tenant.root.gid },
    );
  const other = await world.pool.connect();
  await other.query(`begin; select pg_advisory_xact_lock(hashtextextended('sanlou.structure', ${tenant.id}))`);
  const before = await world.checksum();

  expect(await create()).toMatchObject({
    data: null,
    errors: [
      { extensions: { code: 'CONFLICT' }, message: 'Another change came first; nothing was written. Try again.' },
    ],
  });
  expect(await world.checksum()).toEqual(before);

  await other.query('rollback');
  other.release();
  expect((await create()).data).toEqual({ createOrganization: { organization: { name: '新街道' }, userErrors: [] } });
});
