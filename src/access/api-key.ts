import { randomBytes } from 'node:crypto';
import { isId, type Id } from '../database/id';

/** What an API key says of itself, before anyone has asked whether it is good. */
export interface ApiKeyParts {
  tenantId: Id;
  /** Finds the key among those of its tenant; no secret. */
  prefix: string;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const shape = /^slk_([1-9a-z][0-9a-z]{0,12})_([a-z2-7]{12})_[\w-]{43}$/;

/** A new key of a tenant: `slk_`, the tenant in base 36, a prefix, and 256 random bits. */
export function makeApiKey(tenantId: Id): { text: string; prefix: string } {
  const prefix = Array.from(randomBytes(12), (byte) => alphabet[byte % alphabet.length]).join('');
  const text = ['slk', BigInt(tenantId).toString(36), prefix, randomBytes(32).toString('base64url')].join('_');
  return { text, prefix };
}

export function looksLikeApiKey(token: string): boolean {
  return token.startsWith('slk_');
}

/** The parts of a key; undefined for any text that is none, so that nothing else reaches a statement. */
export function parseApiKey(text: string): ApiKeyParts | undefined {
  const [, tenant, prefix] = shape.exec(text) ?? [];
  if (!tenant || !prefix) return undefined;
  const tenantId = [...tenant].reduce((sum, digit) => sum * 36n + BigInt(parseInt(digit, 36)), 0n).toString();
  return isId(tenantId) ? { tenantId, prefix } : undefined;
}

/** The text with every API key in it struck out, for what is logged. */
export function withoutApiKeys(text: string): string {
  return text.replace(/slk(_|%5f)[^&#/?\s"]*/gi, 'slk_[removed]');
}
