import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { keptFile } from '../kept-file';

/** The key that personal secrets are sealed with: the configured one, or one kept in the data folder, made on first use. */
export async function openSecretKey(configured: Buffer | undefined, dataDirectory: string): Promise<Buffer> {
  if (configured) return configured;
  const file = path.join(dataDirectory, 'secret-key');
  const key = Buffer.from(await keptFile(file, () => randomBytes(32).toString('base64')), 'base64');
  if (key.length !== 32) throw new Error(`${file} does not hold a key of 32 bytes; restore it from a backup.`);
  return key;
}
