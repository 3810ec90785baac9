import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

interface Started {
  pid: number;
  port: number;
  stop: () => Promise<void>;
}

interface Program {
  node?: string;
  arguments: readonly string[];
  environment?: Readonly<Record<string, string>>;
  directory?: string;
  /** What it writes goes into this file, as an operator would have it: a pipe would be read at the cost of the load. */
  log: string;
  /** How its output tells the port. */
  portLine?: RegExp;
}

const patience = 60_000;
const pause = 20;

/** Starts a server as a process of its own, and waits until it tells its port. */
export async function startProcess({ portLine = /^(\d+)$/m, ...program }: Program): Promise<Started> {
  const log = await open(program.log, 'w');
  const child = spawn(program.node ?? process.execPath, [...program.arguments], {
    cwd: program.directory,
    env: { NODE_ENV: 'production', ...program.environment },
    stdio: ['ignore', log.fd, log.fd],
  });
  const ended = once(child, 'exit');
  await log.close();
  for (let waited = 0; ; waited += pause) {
    const port = portLine.exec(await readFile(program.log, 'utf8'))?.[1];
    if (port !== undefined) return { pid: child.pid as number, port: Number(port), stop: () => stop(child, ended) };
    if (child.exitCode !== null || waited > patience)
      throw new Error(`${program.arguments[0]} did not start; see ${program.log}.`);
    await setTimeout(pause);
  }
}

async function stop(child: ReturnType<typeof spawn>, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM');
  const killing = new AbortController();
  void setTimeout(5_000, undefined, { signal: killing.signal }).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  await ended;
  killing.abort();
}
