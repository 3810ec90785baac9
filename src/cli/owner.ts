import { readConfig, type Config } from '../config';
import { createLog } from '../log';
import { joinServer } from '../process/server-urls';

/** Does work as the owner of the tables: on the configured server, on that of a running process, or on one started for it. */
export async function asOwner(work: (ownerUrl: string, config: Config) => Promise<void>): Promise<void> {
  const config = readConfig();
  const server = await joinServer(config, createLog(config.logLevel));
  try {
    if (!server.ownerUrl) throw new Error('Set DATABASE_OWNER_URL: this needs the owner of the tables.');
    await work(server.ownerUrl, config);
  } finally {
    await server.stop();
  }
}
