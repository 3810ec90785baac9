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
  const { applicationUrl, ownerUrl, administratorUrl } = cluster();
  const name = `test_${randomBytes(6).toString('hex')}`;
  // A template may not be in use while it is copied.
  await holding('clone', (client) => client.query(`create database ${name} template sanlou owner sanlou_owner`));
  const inside = (url: string) => url.replace(/\/[^/]+$/, `/${name}`);
  return {
    applicationUrl: inside(applicationUrl),
    ownerUrl: inside(ownerUrl),
    administratorUrl: inside(administratorUrl),
    drop: () => administer((client) => client.query(`drop database ${name} with (force)`)),
  };
}

const locks = { clone: 1, build: 2 };

/** Does what only one test file at a time may do. */
export function holding(lock: keyof typeof locks, work: (client: Client) => Promise<unknown>): Promise<void> {
  return administer(async (client) => {
    await client.query('select pg_advisory_lock($1)', [locks[lock]]);
    await work(client);
  });
}

async function administer(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: cluster().administratorUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function cluster(): Omit<TestDatabase, 'drop'> {
  return JSON.parse(process.env.SANLOU_TEST_CLUSTER ?? '{}') as Omit<TestDatabase, 'drop'>;
}
