import type { Config } from '../config';
import { runningUrls, startEmbeddedPostgres } from '../database/embedded/embedded';
import type { Log } from '../log';

/** How to reach the database, and what to stop when done. */
export interface ServerUrls {
  applicationUrl: string;
  /** Undefined where another process migrates and seeds. */
  ownerUrl: string | undefined;
  stop(): Promise<void>;
}

const nothingToStop = () => Promise.resolve();

/** The configured server, or the embedded one of the data folder, started here. */
export async function openServer(config: Config, log: Log): Promise<ServerUrls> {
  if (config.databaseUrl) {
    return { applicationUrl: config.databaseUrl, ownerUrl: config.databaseOwnerUrl, stop: nothingToStop };
  }
  return startEmbeddedPostgres({ dataDirectory: config.dataDirectory, log });
}

/** As `openServer`, but beside a process that runs on the same data folder its server is used and left running. */
export async function joinServer(config: Config, log: Log): Promise<ServerUrls> {
  const running = config.databaseUrl ? undefined : await runningUrls(config.dataDirectory, log);
  return running ? { ...running, stop: nothingToStop } : openServer(config, log);
}
