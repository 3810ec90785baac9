import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Whether a process of that id runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When the process began, as the kernel counts; undefined where that cannot be told. Ids are used again, this with them is not. */
export async function startedAt(pid: number): Promise<string | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name in parentheses may hold blanks; the start time is the 20th field after it.
  return line?.slice(line.lastIndexOf(')') + 2).split(' ')[19];
}

/** The server that runs on the folder, if one does: a left over pid file alone is none. */
export async function runningServer(folder: string): Promise<number | undefined> {
  const text = await readFile(path.join(folder, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const pid = Number(text?.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  // Where the command cannot be told, the pid file is believed.
  return command === undefined || command.includes(folder) ? pid : undefined;
}

/** The port of the server that runs on the folder, as its pid file says. */
export async function serverPort(folder: string): Promise<number | undefined> {
  if ((await runningServer(folder)) === undefined) return undefined;
  const text = await readFile(path.join(folder, 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[3]);
}

/** Stops a server the fast way: connections are ended, data is safe. */
export async function stopServer(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 15_000; waited += 50) {
    if (!isAlive(pid)) return;
    await wait(50);
  }
  throw new Error(`The PostgreSQL server with process id ${pid} did not stop within 15 seconds.`);
}
