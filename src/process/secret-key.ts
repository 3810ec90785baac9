import { randomBytes, randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config';
import type { Database } from '../database/session';
import { keysInUse } from '../features/people/keys-in-use';
import { keyIds } from '../features/people/secrets';
import { keptFile } from '../kept-file';

/** The keys of personal secrets: the one that seals, and those that only open what they sealed. */
interface KeyRing {
  current: Buffer;
  older: Buffer[];
}

type KeyConfig = Pick<Config, 'secretKey' | 'oldSecretKeys' | 'dataDirectory'>;

const newKey = () => randomBytes(32).toString('base64');

/** The configured keys; without a current one those of the data folder, where the first is made on first use. */
export async function openKeyRing({ secretKey, oldSecretKeys, dataDirectory }: KeyConfig): Promise<KeyRing> {
  if (secretKey) return { current: secretKey, older: [...oldSecretKeys] };
  const [current, ...older] = await readKeys(dataDirectory);
  return { current: current as Buffer, older: [...older, ...oldSecretKeys] };
}

/** Makes a new current key in the data folder and keeps the others behind it. */
export async function addKey({ dataDirectory }: KeyConfig): Promise<Buffer> {
  const keys = await readKeys(dataDirectory);
  const key = randomBytes(32);
  const draft = `${fileIn(dataDirectory)}.${randomUUID()}`;
  await writeFile(draft, [key, ...keys].map((each) => `${each.toString('base64')}\n`).join(''), { mode: 0o600 });
  await rename(draft, fileIn(dataDirectory));
  return key;
}

/** Refuses to begin where the database holds values that no key at hand opens: they would fail whoever reads them. */
export async function refuseMissingKeys(database: Database): Promise<void> {
  const known = keyIds();
  const missing = [...(await keysInUse(database).catch(explain))].filter((id) => !known.includes(id)).sort();
  if (missing.length === 0) return;
  throw new Error(
    `The database holds secrets sealed with key ${missing.join(' and key ')}, which is not at hand (at hand: ${known.join(', ')}). ` +
      'Add it to SANLOU_OLD_SECRET_KEYS, or to the file secret-key of the data folder; without it nobody can read them.',
  );
}

/** Whoever may not migrate can start before the migration that he needs. */
function explain(error: unknown): never {
  const { code } = error as { code?: string };
  if (code !== '42P01' && code !== '42703') throw error;
  throw new Error('The schema of the database is older than this version: run npx sanlou migrate first.', {
    cause: error,
  });
}

const fileIn = (dataDirectory: string) => path.join(dataDirectory, 'secret-key');

/** A key a line, the current one first; a file of one key is as old as the product. */
async function readKeys(dataDirectory: string): Promise<Buffer[]> {
  const file = fileIn(dataDirectory);
  const lines = (await keptFile(file, newKey)).split(/\s+/).filter((line) => line !== '');
  const keys = lines.map((line) => Buffer.from(line, 'base64'));
  if (keys.length > 0 && keys.every((key) => key.length === 32)) return keys;
  throw new Error(`${file} does not hold a key of 32 bytes on each line; restore it from a backup.`);
}
