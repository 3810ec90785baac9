import { createDataSource } from '../../ormconfig';
import { migrate } from '../database/migrate';

/** Brings the schema of the database up to date as the owner of its tables. Answers the migrations that ran. */
export async function migrateDatabase(ownerUrl: string): Promise<string[]> {
  const owner = createDataSource(ownerUrl);
  await owner.initialize();
  try {
    return await migrate(owner);
  } finally {
    await owner.destroy();
  }
}
