import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  applicationUrl: string;
  ownerUrl: string;
  administratorUrl: string;
  drop(): Promise<void>;
}

/** A database of a test file's own, cloned from the migrated template. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const cluster = JSON.parse(process.env.SANLOU_TEST_CLUSTER ?? '{}') as Omit<TestDatabase, 'drop'>;
  const name = `test_${randomBytes(6).toString('hex')}`;
  // The clones are made one after another: a template may not be in use while it is copied.
  await administer(cluster.administratorUrl, [
    'select pg_advisory_lock(1)',
    `create database ${name} template sanlou owner sanlou_owner`,
  ]);
  const inside = (url: string) => url.replace(/\/[^/]+$/, `/${name}`);
  return {
    applicationUrl: inside(cluster.applicationUrl),
    ownerUrl: inside(cluster.ownerUrl),
    administratorUrl: inside(cluster.administratorUrl),
    drop: () => administer(cluster.administratorUrl, [`drop database ${name} with (force)`]),
  };
}

async function administer(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
