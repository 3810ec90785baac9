import type { DataSource } from 'typeorm';

/** Brings the schema up to date as the owner of the tables; each migration in a transaction of its own. Answers their names. */
export async function migrate(owner: DataSource): Promise<string[]> {
  const ran = await owner.runMigrations({ transaction: 'each' });
  return ran.map(({ name }) => name);
}
