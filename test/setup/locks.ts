import type { TestTenant } from './tenant';
import type { World } from './world';

/** Locks rows in a transaction of its own, as another writer does, until the answered function lets them go. */
export async function holding(
  world: World,
  { id }: Pick<TestTenant, 'id'>,
  statement: string,
  values: readonly unknown[],
): Promise<() => Promise<void>> {
  const client = await world.pool.connect();
  await client.query(`begin; set local app.tenant_id = '${id}'`);
  await client.query(statement, [...values]);
  return async () => {
    await client.query('commit');
    client.release();
  };
}

/** Until so many of the world's connections wait for others. */
export async function waiting(world: World, count: number): Promise<void> {
  const blocked =
    'select from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0';
  for (let tries = 0; (await world.owner.query(blocked)).rowCount !== count; tries += 1) {
    if (tries > 1_000) throw new Error(`There were never ${count} who wait.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
