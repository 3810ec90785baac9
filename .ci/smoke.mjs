// Starts the product as the README says, on a fresh data folder; asks what the banner offers; stops it, starts it again on
// the same data, and sees that nothing is left running.
import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'sanlou-smoke-'));
chmodSync(folder, 0o755);
const environment = { ...process.env, PORT: '0', SANLOU_DATA_DIR: join(folder, 'data') };

try {
  const cold = await start();
  const first = await askByBanner(cold.output());
  expectFigures(first);
  const token = (await run('npx', ['sanlou', 'token', 'yongan'], { env: environment })).stdout;
  if (!/^[\w-]+\.[\w-]+\.[\w-]+\n$/.test(token)) throw new Error('The token does not stand alone on standard output.');
  const server = serverProcess();
  await stop(cold, server);
  console.log(`cold start ${cold.seconds.toFixed(1)} s`);

  const warm = await start();
  const second = await askByBanner(warm.output());
  if (JSON.stringify(second) !== JSON.stringify(first)) throw new Error('The second start answers other figures.');
  await stop(warm, serverProcess());
  console.log(`warm start ${warm.seconds.toFixed(1)} s`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function start() {
  const began = performance.now();
  const child = spawn('npm', ['start'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  while (!/curl .*\n.*\n.*-d '.*'/.test(text)) {
    const dead = await Promise.race([ended.then((code) => ({ code })), pause(100)]);
    if (dead) throw new Error(`It ended by itself with ${dead.code}:\n${text}`);
    if (performance.now() - began > 120_000) throw new Error(`It was not ready in two minutes:\n${text}`);
  }
  return { child, ended, output: () => text, seconds: (performance.now() - began) / 1000 };
}

async function askByBanner(text) {
  const command = text.slice(text.indexOf('curl -s'));
  const { stdout } = await run('sh', ['-c', command]).catch(async (error) => {
    // Without curl the same request is sent as the command says it.
    if (error.code !== 127) throw error;
    return { stdout: await askByFetch(command) };
  });
  return JSON.parse(stdout);
}

async function askByFetch(command) {
  const [, url, token, body] = /curl -s (\S+)[^]*Bearer (\S+)'[^]*-d '([^]*)'/.exec(command);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return (await fetch(url, { method: 'POST', headers, body })).text();
}

function expectFigures({ data, errors }) {
  if (errors) throw new Error(`The banner's query was refused: ${JSON.stringify(errors)}`);
  const [{ name, breakdown }] = data.viewer.roots;
  const streets = breakdown.rows.filter(({ organization }) => organization.kind === 'STREET');
  const found = [name, breakdown.rows.length, streets.map(({ organization }) => organization.name).join()].join(' ');
  const expected = '奉节县 32 永安街道,鱼复街道,夔门街道';
  if (found !== expected) throw new Error(`Expected ${expected}, found ${found}.`);
  const grids = streets.reduce((sum, { counts }) => sum + counts.grids, 0);
  if (grids !== 260) throw new Error(`Expected 260 grids, found ${grids}.`);
}

function serverProcess() {
  const file = join(environment.SANLOU_DATA_DIR, 'postgres', 'postmaster.pid');
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}

async function stop({ child, ended, output }, server) {
  child.kill('SIGTERM');
  const code = await Promise.race([ended, pause(30_000).then(() => 'nothing for 30 s')]);
  if (code !== 0) throw new Error(`It should end with 0 on SIGTERM, but it was ${code}:\n${output()}`);
  if (isAlive(server)) throw new Error(`PostgreSQL (${server}) was left running.`);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
