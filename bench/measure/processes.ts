import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';

/** Ticks of a process as /proc tells them; 100 a second on every Linux that Node runs on. */
const millisecondsOfTick = 10;

interface Stat {
  parent: number;
  own: number;
  /** Of children that have ended. */
  children: number;
}

function statOf(pid: number | string): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program stands in parentheses and may hold blanks.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = (index: number) => Number(fields[index]) * millisecondsOfTick;
    return { parent: Number(fields[1]), own: ticks(11) + ticks(12), children: ticks(13) + ticks(14) };
  } catch {
    return undefined;
  }
}

/** Milliseconds of processor that a process has used; undefined where /proc does not tell. */
export const processTime = (pid: number): number | undefined => statOf(pid)?.own;

/** Milliseconds that a process and all it started have used. */
export async function familyTime(pid: number): Promise<number | undefined> {
  const first = statOf(pid);
  if (!first) return undefined;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const children = pids.map(statOf).filter((stat) => stat?.parent === pid);
  return children.reduce((sum, stat) => sum + (stat?.own ?? 0), first.own + first.children);
}
