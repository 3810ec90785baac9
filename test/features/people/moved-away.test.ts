import { World } from '../../setup/world';
import { twoBranches } from '../../setup/records';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test('whoever is moved away while a change of him waits is no longer there to be changed', async () => {
  const tenant = await world.tenant();
  const { north, south, secretary } = await twoBranches(tenant);
  const person = await tenant.person(north, { name: '张三' });
  const other = await world.pool.connect();
  await other.query(`begin; set local app.tenant_id = '${tenant.id}'`);
  await other.query('update person set organization_id = $1 where tenant_id = $2 and id = $3', [
    south.id,
    tenant.id,
    person.id,
  ]);

  const changed = secretary.call.refusals(
    `mutation ($id: ID!) { updatePerson(input: { id: $id, name: "李四" }) { person { name } userErrors { code } } }`,
    { id: person.gid },
  );
  const waiting = 'select from pg_locks where not granted';
  while (!(await world.owner.query(waiting)).rowCount) await new Promise((resolve) => setTimeout(resolve, 5));
  await other.query('commit');
  other.release();

  expect(await changed).toEqual([{ code: 'FORBIDDEN', path: 'updatePerson' }]);
  expect(await tenant.rows('select name from person where tenant_id = $1', [tenant.id])).toEqual([{ name: '张三' }]);
});
