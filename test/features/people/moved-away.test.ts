import { holding, waiting } from '../../setup/locks';
import { twoBranches } from '../../setup/records';
import { World } from '../../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test('whoever is moved away while a change of him waits is no longer there to be changed', async () => {
  const tenant = await world.tenant();
  const { north, south, secretary } = await twoBranches(tenant);
  const person = await tenant.person(north, { name: '张三' });
  const letGo = await holding(
    world,
    tenant,
    'update person set organization_id = $1 where tenant_id = $2 and id = $3',
    [south.id, tenant.id, person.id],
  );

  const changed = secretary.call.refusals(
    `mutation ($id: ID!) { updatePerson(input: { id: $id, name: "李四" }) { person { name } userErrors { code } } }`,
    { id: person.gid },
  );
  await waiting(world, 1);
  await letGo();

  expect(await changed).toEqual([{ code: 'FORBIDDEN', path: 'updatePerson' }]);
  expect(await tenant.rows('select name from person where tenant_id = $1', [tenant.id])).toEqual([{ name: '张三' }]);
});
