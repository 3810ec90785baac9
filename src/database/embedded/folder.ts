import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import type { Log } from '../../log';

const othersMayPass = 0o001;

/**
 * Where the server keeps its files. PostgreSQL refuses to run as root and becomes another user, who must be able to reach
 * the folder: beneath a home that only root may enter, another folder is taken and said.
 */
export async function serverFolder(dataDirectory: string, log: Log): Promise<string> {
  const wanted = path.join(dataDirectory, 'postgres');
  if (userInfo().uid !== 0) return wanted;
  const closed = await closedParent(wanted);
  if (!closed) return wanted;
  const key = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const taken = path.join(tmpdir(), `sanlou-${key}`);
  log.warn(
    `PostgreSQL's user may not enter ${closed}; its files are kept in ${taken}. Set SANLOU_DATA_DIR to choose another folder.`,
  );
  return taken;
}

/** The topmost existing parent that other users may not enter. */
async function closedParent(folder: string): Promise<string | undefined> {
  const parents: string[] = [];
  for (let parent = path.dirname(folder); parent !== path.dirname(parent); parent = path.dirname(parent))
    parents.unshift(parent);
  for (const parent of parents) {
    const found = await stat(parent).catch(() => undefined);
    if (found && (found.mode & othersMayPass) === 0) return parent;
  }
  return undefined;
}
