import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The text of a file that is made once and then kept, for its owner's eyes only. Of two processes that start together one
 * makes it and both read the same: it appears whole, or not at all.
 */
export async function keptFile(file: string, make: () => string): Promise<string> {
  const known = await readFile(file, 'utf8').catch(absent);
  if (known !== undefined) return known;
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, make(), { mode: 0o600 });
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return readFile(file, 'utf8');
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
