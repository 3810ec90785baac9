import { openSnapshot } from '../../../src/database/open';
import { sql } from '../../../src/database/sql';
import { changesAt } from '../../../src/features/reorganizations/impact/changes.sql';
import { World } from '../../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test('what an act changed is read without a join, also in a county that no statistics know', async () => {
  const tenant = await world.tenant();
  for (let index = 0; index < 20; index += 1) await tenant.add(tenant.root);
  const { session } = await openSnapshot({ pool: world.pool }, tenant.id, 'select');
  const plan = await session
    .query<{ 'QUERY PLAN': string }>(sql`explain (costs off) select * from ${changesAt(tenant.id, sql`now()`)} c`)
    .finally(() => session.rollback());
  const text = plan.map((row) => row['QUERY PLAN']).join('\n');
  // A nested loop would be the square of what was written: an import of 12,000 took four times as long for it.
  expect(text).toMatch(/Aggregate/);
  expect(text).not.toMatch(/Nested Loop|Join/);
});
