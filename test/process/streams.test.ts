import { rm } from 'node:fs/promises';
import path from 'node:path';
import { DevelopmentKeys } from '../../src/access/development-keys';
import { dataFolder, ServerProcess } from '../setup/process';

test('a process that is told to stop completes its streams and ends', async () => {
  const folder = await dataFolder();
  const server = ServerProcess.spawn({ SANLOU_DATA_DIR: folder, SANLOU_SEED: 'demo' });
  try {
    const url = await server.ready();
    const token = await (await DevelopmentKeys.open(folder)).sign('county');
    const query = 'subscription { temporaryAccessTaken(organizationId: "gid://sanlou/Organization/1") { id } }';
    const response = await fetch(`${url}/graphql/stream?${new URLSearchParams({ query }).toString()}`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
    });
    const text = response.text();

    expect(await server.stop()).toBe(0);
    expect(await text).toBe(': open\n\n:\n\nevent: complete\ndata:\n\n');
  } finally {
    await server.stop('SIGKILL');
    await rm(path.dirname(folder), { recursive: true, force: true });
  }
}, 90_000);
