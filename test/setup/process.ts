import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { built, root } from './built';

/** A folder that PostgreSQL's own user can reach. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sanlou-process-'));
  await chmod(folder, 0o755);
  return path.join(folder, 'data');
}

/** The product as a process of its own, on a data folder. */
export class ServerProcess {
  output = '';
  readonly ended: Promise<number | NodeJS.Signals | null>;

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  }

  static spawn(environment: Readonly<Record<string, string>>): ServerProcess {
    const child = spawn(process.execPath, [built.main], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', SANLOU_SEED: 'none', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ServerProcess(child);
  }

  /** Resolves with the URL once it listens; rejects when it ends instead. */
  async ready(): Promise<string> {
    for (;;) {
      const url = /GraphQL +(\S+)\/graphql/.exec(this.output)?.[1];
      if (url) return url;
      const end = await Promise.race([this.ended.then((code) => ({ code })), wait(20)]);
      if (end) throw new Error(`It ended with ${end.code}: ${this.output}`);
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | NodeJS.Signals | null> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** The id of the PostgreSQL server that last ran on the folder. */
export async function postgresOf(folder: string): Promise<number> {
  return Number((await readFile(path.join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
