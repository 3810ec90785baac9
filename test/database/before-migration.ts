import { createDataSource } from '../../ormconfig';
import { migrate } from '../../src/database/migrate';
import { migrations } from '../../src/database/migrations';
import type { TestDatabase } from '../setup/database';
import { connected } from './catalog';

/** Runs the work on a database as it was before a migration. */
export async function before(
  database: TestDatabase,
  migration: (typeof migrations)[number],
  work: (url: string) => Promise<void>,
): Promise<void> {
  const name = `before_${migration.name.toLowerCase()}_${database.ownerUrl.split('_').at(-1)}`;
  const url = database.ownerUrl.replace(/[^/]+$/, name);
  await connected(database.administratorUrl, (client) => client.query(`create database ${name} owner sanlou_owner`));
  try {
    const source = await createDataSource(url)
      .setOptions({ migrations: migrations.slice(0, migrations.indexOf(migration)) })
      .initialize();
    await migrate(source);
    await source.destroy();
    await work(url);
  } finally {
    await connected(database.administratorUrl, (client) => client.query(`drop database ${name} with (force)`));
  }
}

/** Answers the migrations that ran. */
export async function upgrade(url: string): Promise<string[]> {
  const source = await createDataSource(url).initialize();
  return migrate(source).finally(() => source.destroy());
}
