import { rm } from 'node:fs/promises';

export default async function tearDown(): Promise<void> {
  const cluster = globalThis.sanlouCluster;
  if (!cluster) return;
  await cluster.server.stop();
  await rm(cluster.folder, { recursive: true, force: true });
}
