import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';

interface SecretKey {
  id: string;
  key: Buffer;
}

let current: SecretKey | undefined;

/** Sets the key that personal secrets are encrypted with: 32 bytes, once, before the first request. */
export function useSecretKey(key: Buffer): void {
  if (key.length !== 32) throw new Error('The secret key has 32 bytes.');
  current = { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key };
}

/** Text as it is kept: key id, nonce, tag and cipher text. Bound to the tenant, so that a row moved elsewhere cannot be read. */
export function seal(tenantId: string, text: string): string {
  const { id, key } = theKey();
  const nonce = randomBytes(12);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(tenantId));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [id, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** The text that was sealed; throws when the key is another or the value was altered. */
export function unseal(tenantId: string, value: string): string {
  const { id, key } = theKey();
  const [keyId, ...parts] = value.split('.');
  const [nonce, tag, sealed] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (keyId !== id || !nonce || !tag || !sealed)
    throw new Error(`A secret is sealed with key ${keyId}, which is not at hand.`);
  const decipher = createDecipheriv(algorithm, key, nonce).setAAD(Buffer.from(tenantId)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
}

function theKey(): SecretKey {
  if (!current) throw new Error('No secret key has been set.');
  return current;
}
