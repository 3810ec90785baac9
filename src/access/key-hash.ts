import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** A hash as it is kept, with the id of the secret that it was made under. */
export interface KeyHash {
  hash: Buffer;
  hashedWith: string;
}

interface HashingSecret {
  id: string;
  key: Buffer;
}

const purpose = 'sanlou api keys';
let secrets: readonly HashingSecret[] = [];

/** What is compared with where there is nothing to compare with, so that the same work is done. */
const noHash = randomBytes(32);

/** Sets the secrets that API keys are hashed under: new ones under the current, while older ones still verify theirs. */
export function useKeyHashSecrets(current: Buffer, ...older: readonly Buffer[]): void {
  secrets = [current, ...older].map(hashingSecret);
}

export function hashKey(text: string): KeyHash {
  const secret = currentSecret();
  return { hash: digest(secret, text), hashedWith: secret.id };
}

/** Whether the hash is that of the text, compared in constant time. Without a hash it takes as long to say no. */
export function isHashOf(text: string, kept: KeyHash | undefined): boolean {
  const known = secrets.find(({ id }) => id === kept?.hashedWith);
  const isEqual = timingSafeEqual(digest(known ?? currentSecret(), text), (known && kept?.hash) ?? noHash);
  return isEqual && known !== undefined;
}

/** The secret seals other things too, so a key of this purpose alone is derived from it. */
function hashingSecret(secret: Buffer): HashingSecret {
  const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
  return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key };
}

function digest({ key }: HashingSecret, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function currentSecret(): HashingSecret {
  const [current] = secrets;
  if (!current) throw new Error('No secret has been set that API keys are hashed under.');
  return current;
}
