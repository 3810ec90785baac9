import { Client } from 'pg';
import { seedDemo, seedLarge } from '../../seeds';
import { useSecretKey } from '../../src/features/people/secrets';
import { cloneDatabase } from '../setup/database';

test('the large county stands beside the demo, is complete, and is written once', async () => {
  useSecretKey(Buffer.alloc(32, 7));
  const database = await cloneDatabase();
  await seedDemo(database.ownerUrl);
  await seedLarge(database.ownerUrl);
  const client = new Client({ connectionString: database.administratorUrl });
  await client.connect();
  const { rows } = await client.query(`
      select t.code, (select count(*)::int from organization o where o.tenant_id = t.id) as organizations,
        (select count(*)::int from membership m where m.tenant_id = t.id and m.ended_on is null) as memberships,
        (select max(depth)::int from organization o where o.tenant_id = t.id) as depth
      from tenant t order by t.id`);
  await client.end();
  expect(rows).toEqual([
    { code: 'fengjie', organizations: 2_390, memberships: expect.any(Number) as number, depth: 5 },
    { code: 'linjiang', organizations: 89, memberships: 356, depth: 5 },
    { code: 'large', organizations: 50_000, memberships: 200_000, depth: 5 },
  ]);
  await expect(seedLarge(database.ownerUrl)).rejects.toThrow('The large county is there already.');
  await database.drop();
}, 120_000);
