import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { DevelopmentKeys } from '../../src/access/development-keys';
import { runningUrls } from '../../src/database/embedded/embedded';
import { createLog } from '../../src/log';
import { dataFolder, isAlive, postgresOf, ServerProcess } from '../setup/process';

let folder: string;
let started: ServerProcess[];

beforeEach(async () => {
  folder = await dataFolder();
  started = [];
});
afterEach(async () => {
  for (const server of started) await server.stop('SIGTERM');
  await rm(path.dirname(folder), { recursive: true, force: true });
});

function spawn(environment: Record<string, string> = {}): ServerProcess {
  const server = ServerProcess.spawn({ SANLOU_DATA_DIR: folder, ...environment });
  started.push(server);
  return server;
}

const postgresFolder = () => path.join(folder, 'postgres');

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends the process with 0 and its database server with it',
  async (signal) => {
    const server = spawn();
    await server.ready();
    const postgres = await postgresOf(postgresFolder());
    expect(isAlive(postgres)).toBe(true);

    expect(await server.stop(signal)).toBe(0);
    expect(isAlive(postgres)).toBe(false);
  },
);

test('Ctrl-C that npm passes on a second time does not cut the stop short', async () => {
  const server = spawn();
  await server.ready();
  const postgres = await postgresOf(postgresFolder());

  const ends = [server.stop('SIGINT'), server.stop('SIGINT')];
  expect(await Promise.all(ends)).toEqual([0, 0]);
  expect(isAlive(postgres)).toBe(false);
});

test('whoever stops it while it starts leaves nothing running', async () => {
  const server = spawn();
  let postgres = 0;
  while (!postgres) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    postgres = await postgresOf(postgresFolder()).catch(() => 0);
  }

  expect(await server.stop()).toBe(0);
  expect(isAlive(postgres)).toBe(false);
});

test('after a kill -9 the next start stops the orphaned server and finds the data', async () => {
  const killed = spawn();
  await killed.ready();
  const orphan = await postgresOf(postgresFolder());
  expect(await killed.stop('SIGKILL')).toBe('SIGKILL');
  expect(isAlive(orphan)).toBe(true);

  const next = spawn();
  const url = await next.ready();
  expect(isAlive(orphan)).toBe(false);
  expect(next.output).not.toContain('migration');
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test('a folder that another process uses is refused by name, and that process is left alone', async () => {
  const first = spawn();
  const url = await first.ready();
  const second = spawn();

  expect(await second.ended).toBe(1);
  expect(second.output).toContain(`${folder} is in use by another sanlou process`);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test('a port that is taken is said in a sentence, and nothing is left running', async () => {
  const url = await spawn().ready();
  const other = await dataFolder();
  const second = ServerProcess.spawn({ SANLOU_DATA_DIR: other, PORT: new URL(url).port });

  expect(await second.ended).toBe(1);
  expect(second.output).toContain(`Port ${new URL(url).port} of 127.0.0.1 is taken.`);
  await expect(postgresOf(path.join(other, 'postgres'))).rejects.toThrow('ENOENT');
  await rm(path.dirname(other), { recursive: true });
});

test('every fault of the environment is told at once', async () => {
  const server = spawn({ PORT: '99999', SANLOU_SEED: 'all', LOG_LEVEL: 'loud' });

  expect(await server.ended).toBe(1);
  expect(server.output).toContain('PORT should be a port between 0 (any free one) and 65535');
  expect(server.output).toContain('SANLOU_SEED should be one of demo, none');
  expect(server.output).toContain('LOG_LEVEL should be one of trace, debug');
});

test('a data folder that does not belong to PostgreSQL ends with what the server said', async () => {
  await spawn().ready();
  await started[0]?.stop();
  await writeFile(path.join(postgresFolder(), 'PG_VERSION'), '9.6\n');
  const server = spawn();

  expect(await server.ended).toBe(1);
  expect(server.output).toContain('PostgreSQL did not start');
  expect(server.output).toContain('9.6');
});

test('what runs when the process is told to stop is finished and answered, and nothing new is begun', async () => {
  const server = spawn({ SANLOU_SEED: 'demo' });
  const url = await server.ready();
  const urls = await runningUrls(folder, createLog('silent'));
  const blocker = new Client({ connectionString: urls?.applicationUrl });
  await blocker.connect();
  await blocker.query("begin; select pg_advisory_xact_lock(hashtextextended('sanlou.structure', 1))");
  const rename = `mutation { updateOrganization(input: { id: "gid://sanlou/Organization/2", shortName: "永安" }) {
    organization { shortName } userErrors { code } } }`;
  const token = await (await DevelopmentKeys.open(folder)).sign('county');
  const waiting = fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: rename }),
  });
  const blocked = "select from pg_locks where locktype = 'advisory' and not granted";
  while (!(await blocker.query(blocked)).rowCount) await new Promise((resolve) => setTimeout(resolve, 5));

  const ended = server.stop();
  await expect(async () => {
    while ((await fetch(`${url}/livez`)).ok) await new Promise((resolve) => setTimeout(resolve, 5));
  }).rejects.toThrow('fetch failed');
  await blocker.query('rollback');
  await blocker.end();

  expect(await (await waiting).json()).toMatchObject({
    data: { updateOrganization: { organization: { shortName: '永安' }, userErrors: [] } },
  });
  expect(await ended).toBe(0);
});
