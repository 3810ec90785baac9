import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded/embedded';
import { useSecretKey } from '../../src/features/people/secrets';
import { createLog } from '../../src/log';
import { migrateDatabase } from '../../src/process/prepare';
import { seedDemo } from '../../seeds';
import { generate } from './generate';
import { generatedScales, type ScaleName } from './scales';
import { findTargets, type Target } from './targets';

export interface BenchDatabase {
  /** As the application role, which Sanlou runs as. */
  applicationUrl: string;
  /** As the superuser, whom row-level security does not bind: what the other contenders run as. */
  superuserUrl: string;
  /** The folder of the server and of the key that signs development tokens. */
  folder: string;
  targets: readonly Target[];
  stop(): Promise<void>;
}

/** Seals what the demo keeps secret. */
export const secretKey = Buffer.alloc(32, 7);

const log = createLog('warn');
const say = (line: string) => console.error(line);

/** Starts the database of a scale; builds it first when there is none, or `fresh` is asked for. */
export async function openDatabase(scale: ScaleName, fresh: boolean): Promise<BenchDatabase> {
  const folder = path.join(__dirname, '..', '.data', scale);
  const finished = path.join(folder, 'targets.json');
  if (fresh || !existsSync(finished)) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
    await build(scale, folder, finished);
  }
  const server = await startEmbeddedPostgres({ dataDirectory: folder, log });
  try {
    await migrateDatabase(server.ownerUrl);
    return {
      applicationUrl: server.applicationUrl,
      superuserUrl: superuserOf(server),
      folder,
      targets: JSON.parse(await readFile(finished, 'utf8')) as Target[],
      stop: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Loads without waiting for the disk; the server is stopped in order before anything is measured, which writes all. */
async function build(scale: ScaleName, folder: string, finished: string): Promise<void> {
  const began = performance.now();
  say(`Building the database ${scale} ...`);
  const server = await startEmbeddedPostgres({ dataDirectory: folder, log, unsafe: true });
  const client = new Client({ connectionString: superuserOf(server) });
  try {
    await client.connect();
    await migrateDatabase(server.ownerUrl);
    await client.query(`alter system set shared_preload_libraries = 'pg_stat_statements'`);
    await client.query('create extension if not exists pg_stat_statements');
    if (scale === 'S') {
      useSecretKey(secretKey);
      await seedDemo(server.ownerUrl, () => undefined);
    } else {
      await generate(client, generatedScales[scale], say);
    }
    await client.query('vacuum analyze');
    const targets = await findTargets(client);
    await client.query('checkpoint');
    await writeFile(finished, JSON.stringify(targets));
  } finally {
    await client.end();
    await server.stop();
  }
  say(`Built in ${((performance.now() - began) / 1_000).toFixed(0)} s.`);
}

const superuserOf = ({ administratorUrl }: EmbeddedPostgres) => administratorUrl.replace(/postgres$/, 'sanlou');
