import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive, startedAt } from './processes';

interface Owner {
  pid: number;
  startedAt?: string;
}

/** The folder belongs to another process that still runs. */
class FolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(`${folder} is in use by another sanlou process (${pid}). Stop it, or set SANLOU_DATA_DIR to another folder.`);
  }
}

/** Marks the folder as this process' own; refuses when another live process has it. The mark of a dead one is taken over. */
export async function ownFolder(folder: string): Promise<() => Promise<void>> {
  const owner = await liveOwner(folder);
  if (owner !== undefined && owner !== process.pid) throw new FolderInUse(folder, owner);
  const self: Owner = { pid: process.pid, startedAt: await startedAt(process.pid) };
  await writeFile(fileOf(folder), JSON.stringify(self));
  return () => rm(fileOf(folder), { force: true });
}

/** Whether a live process has the folder. */
export async function isOwned(folder: string): Promise<boolean> {
  return (await liveOwner(folder)) !== undefined;
}

async function liveOwner(folder: string): Promise<number | undefined> {
  const text = await readFile(fileOf(folder), 'utf8').catch(() => undefined);
  const owner = text === undefined ? undefined : (JSON.parse(text) as Owner);
  const lives = owner && isAlive(owner.pid) && (await startedAt(owner.pid)) === owner.startedAt;
  return lives ? owner.pid : undefined;
}

const fileOf = (folder: string) => path.join(folder, 'owner.json');
