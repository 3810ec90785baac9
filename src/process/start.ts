import path from 'node:path';
import { useKeyHashSecrets } from '../access/key-hash';
import { createApp } from '../app';
import type { Config } from '../config';
import { createPool, refuseUnboundRole } from '../database/pool';
import { sealAudit } from '../features/audit/seal-audit';
import { foldCounts } from '../features/dashboards/fold-counts';
import { requirePurpose } from '../features/people/disclose';
import { useSecretKey } from '../features/people/secrets';
import { createUi, type Persona } from '../http/ui';
import type { Log } from '../log';
import { seedDemo } from '../../seeds';
import { every } from './every';
import { openKeys } from './keys';
import { listen } from './listen';
import { offeredPersonas } from './offered-personas';
import { migrateDatabase } from './prepare';
import { openKeyRing, refuseMissingKeys } from './secret-key';
import { openServer } from './server-urls';
import { openWalls } from './walls';

export interface Running {
  url: string;
  /** With a token each; empty where development tokens are off or may not be shown. */
  personas: Persona[];
  stop(): Promise<void>;
}

/** Hears what is being done, for people who wait. */
export type Report = (line: string) => void;

const webFolder = path.join(__dirname, '../../../web/dist');

/** Starts the whole product: database, schema, demo data, API. What was started is stopped again when a step fails. */
export async function start(config: Config, log: Log, report: Report): Promise<Running> {
  const opened: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    return { ...(await open(config, log, report, opened)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(
  config: Config,
  log: Log,
  report: Report,
  opened: (() => Promise<void>)[],
): Promise<Omit<Running, 'stop'>> {
  const server = await openServer(config, log);
  opened.push(() => server.stop());
  const { current, older } = await openKeyRing(config);
  useSecretKey(current, older);
  useKeyHashSecrets(current, ...older);
  requirePurpose(config.requirePurpose);
  await prepare(config, server.ownerUrl, report);

  const pool = createPool(server.applicationUrl, log);
  opened.push(() => pool.end());
  await refuseUnboundRole(pool);
  const database = { pool };
  await refuseMissingKeys(database);
  const { keys, development } = await openKeys(config);
  // Where anyone can reach the page, nobody is offered a token: they are signed on the command line only.
  const offer = development && config.offersPersonas ? () => offeredPersonas(database, development) : undefined;
  const walls = await openWalls(config);
  // A page that shows the schema is of no use where the schema is not told.
  const pages = walls.introspection ? createUi({ directory: webFolder, personas: offer }) : undefined;
  const app = await createApp({ database, keys, log, pages, walls });
  opened.push(() => app.stop());
  opened.push(everyHalfMinute(log, () => app.applyDue()));
  opened.push(every(1_000, log, 'The audit trail could not be sealed.', () => sealAudit(database, log)));
  opened.push(every(2_000, log, 'Counts could not be folded.', () => foldCounts(database, () => new Date(), log)));
  const listener = await listen(app.http, config.host, config.port);
  opened.push(() => listener.close());
  opened.push(() => Promise.resolve(app.endStreams()));
  return { url: listener.url, personas: offer ? await offer() : [] };
}

function everyHalfMinute(log: Log, work: () => Promise<unknown>): () => Promise<void> {
  return every(30_000, log, 'What is due could not be applied.', work);
}

async function prepare({ seed }: Config, ownerUrl: string | undefined, report: Report): Promise<void> {
  if (!ownerUrl) return;
  const ran = await migrateDatabase(ownerUrl);
  if (ran.length) report(`The database is up to date: ${ran.length} migration${ran.length === 1 ? '' : 's'} ran.`);
  if (seed === 'demo') await seedDemo(ownerUrl, report);
}
