import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The key that personal secrets are sealed with: the configured one, or one kept in the data folder, made on first use. */
export async function openSecretKey(configured: Buffer | undefined, dataDirectory: string): Promise<Buffer> {
  if (configured) return configured;
  const file = path.join(dataDirectory, 'secret-key');
  await mkdir(dataDirectory, { recursive: true });
  // `wx` fails when the file exists: of two processes that start together one writes and both read the same key.
  await writeFile(file, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  const key = Buffer.from(await readFile(file, 'utf8'), 'base64');
  if (key.length !== 32) throw new Error(`${file} does not hold a key of 32 bytes; restore it from a backup.`);
  return key;
}
