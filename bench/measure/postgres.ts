import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import type { BenchDatabase } from '../database/open';
import { familyTime } from './processes';

/** What the server of the database tells of its work. */
export interface PostgresMeter {
  version: string;
  /** Milliseconds of processor of all its processes so far. */
  time: () => Promise<number | undefined>;
  /** Forgets what was counted. */
  reset: () => Promise<void>;
  /** Statements of a role since then, those that begin and end transactions included. */
  statements: (role: string) => Promise<number>;
  close: () => Promise<void>;
}

export async function openMeter({ superuserUrl }: BenchDatabase): Promise<PostgresMeter> {
  // From another database, so that what is asked here is not counted there.
  const client = new Client({ connectionString: superuserUrl.replace(/sanlou$/, 'postgres') });
  await client.connect();
  await client.query('create extension if not exists pg_stat_statements');
  const { rows } = await client.query<{ folder: string; version: string }>(
    `select current_setting('data_directory') as folder, current_setting('server_version') as version`,
  );
  const [{ folder, version }] = rows as [{ folder: string; version: string }];
  const [pid] = (await readFile(`${folder}/postmaster.pid`, 'utf8')).split('\n');
  return {
    version,
    time: () => familyTime(Number(pid)),
    async reset() {
      await client.query('select pg_stat_statements_reset()');
    },
    async statements(role) {
      const counted = await client.query<{ calls: number }>(
        `select coalesce(sum(calls), 0)::float8 as calls from pg_stat_statements
         where dbid = (select oid from pg_database where datname = 'sanlou')
           and userid = (select oid from pg_roles where rolname = $1)`,
        [role],
      );
      return counted.rows[0]?.calls ?? 0;
    },
    close: () => client.end(),
  };
}
