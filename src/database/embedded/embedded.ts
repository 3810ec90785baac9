import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { keptFile } from '../../kept-file';
import type { Log } from '../../log';
import { serverFolder } from './folder';
import { isOwned, ownFolder } from './owner';
import { runningServer, serverPort, stopServer } from './processes';
import { createRoles, type RolePasswords } from './roles';
import { startServer } from './server';

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

type Passwords = RolePasswords & { readonly administrator: string };

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
    const { port, stop } = await startServer(folder, passwords.administrator, unsafe);
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
