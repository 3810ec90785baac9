import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const mostDerived = 10_000;

interface SecretKey {
  id: string;
  key: Buffer;
  /** Keys that were derived from it, by their purpose. */
  derived: Map<string, Buffer>;
}

/** The current key first, then those that only open. */
let ring: readonly SecretKey[] = [];

/**
 * Sets the keys of personal secrets, 32 bytes each, once, before the first request: the current one seals, the older ones
 * open what they sealed while they were current.
 */
export function useSecretKey(current: Buffer, older: readonly Buffer[] = []): void {
  if ([current, ...older].some((key) => key.length !== 32)) throw new Error('A secret key has 32 bytes.');
  const keys = [current, ...older].map((key) => ({ id: keyId(key), key, derived: new Map<string, Buffer>() }));
  ring = keys.filter(({ id }, index) => keys.findIndex((other) => other.id === id) === index);
}

/** What a key is called: it stands before every value that the key has sealed, and does not betray it. */
export function keyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

/** Ids of the keys at hand, the current one first. */
export function keyIds(): string[] {
  return ring.map(({ id }) => id);
}

/** A value is sealed with a key that is not at hand. */
export class MissingKey extends Error {
  constructor(readonly keyId: string) {
    super(`A secret is sealed with key ${keyId}, which is not at hand.`);
  }
}

/** Text as it is kept: key id, nonce, tag and cipher text. Bound to the tenant, so that a row moved elsewhere cannot be read. */
export function seal(tenantId: string, text: string): string {
  const { id, key } = currentKey();
  const nonce = randomBytes(12);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(tenantId));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [id, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** The text that was sealed; throws when its key is not at hand or the value was altered. */
export function unseal(tenantId: string, value: string): string {
  const [id = '', ...parts] = value.split('.');
  const known = ring.find((each) => each.id === id);
  if (!known) throw new MissingKey(id);
  const [nonce, tag, sealed] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (nonce?.length !== 12 || tag?.length !== 16 || !sealed) throw new Error('A sealed value is not whole.');
  const decipher = createDecipheriv(algorithm, known.key, nonce).setAAD(Buffer.from(tenantId)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
}

/** A key for one purpose, derived from each key at hand (HKDF), that of the current one first. */
export function derivedKeys(purpose: string): Buffer[] {
  currentKey();
  return ring.map(({ key, derived }) => {
    const known = derived.get(purpose);
    if (known) return known;
    const made = Buffer.from(hkdfSync('sha256', key, '', purpose, 32));
    if (derived.size >= mostDerived) derived.clear();
    derived.set(purpose, made);
    return made;
  });
}

function currentKey(): SecretKey {
  const [current] = ring;
  if (!current) throw new Error('No secret key has been set.');
  return current;
}
