import 'reflect-metadata';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDataSource } from '../../ormconfig';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded/embedded';
import { migrate } from '../../src/database/migrate';
import { createLog } from '../../src/log';

declare global {
  var sanlouCluster: { server: EmbeddedPostgres; folder: string } | undefined;
}

/** One throw-away server for all test files; the migrated database is the template that each of them clones. */
export default async function setUp(): Promise<void> {
  // One that somebody else has started serves many runs, and is his to stop.
  if (process.env.SANLOU_TEST_CLUSTER) return;
  const folder = await mkdtemp(path.join(tmpdir(), 'sanlou-test-'));
  // PostgreSQL's own user must be able to pass when the tests run as root.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDirectory: folder, log: createLog('warn'), unsafe: true });
  globalThis.sanlouCluster = { server, folder };
  const owner = createDataSource(server.ownerUrl);
  await owner.initialize();
  await migrate(owner);
  await owner.destroy();
  const { administratorUrl, ownerUrl, applicationUrl } = server;
  process.env.SANLOU_TEST_CLUSTER = JSON.stringify({ administratorUrl, ownerUrl, applicationUrl });
}
