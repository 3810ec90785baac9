import { createHmac } from 'node:crypto';
import type { Permission } from '../../access/permission';
import { sql, verbatim, type Sql } from '../../database/sql';
import { derivedKeys, seal } from './secrets';

export type SecretField = 'phone' | 'identityNumber';

/** Where a secret is kept, and what it takes to know it. The hash stands in `column_hash`, the key's id in `column_key`. */
export const secretFields = {
  phone: { column: 'phone', permission: 'person:contact', normalize: normalizePhone },
  identityNumber: { column: 'identity_number', permission: 'person:identity', normalize: normalizeIdentityNumber },
} as const satisfies Record<
  SecretField,
  { column: string; permission: Permission; normalize: (text: string) => string }
>;

/** A secret as it is kept: sealed to be read, hashed to be found. */
export interface KeptSecret {
  sealed: string;
  hash: Buffer;
}

export function keepSecret(tenantId: string, field: SecretField, text: string): KeptSecret {
  return { sealed: seal(tenantId, text), hash: hashSecret(tenantId, field, text) };
}

/** The hash under the current key. */
export function hashSecret(tenantId: string, field: SecretField, text: string): Buffer {
  return secretHashes(tenantId, field, text)[0] as Buffer;
}

/**
 * The hash of a secret under each key at hand. Each tenant has keys of its own, so that equal numbers of two counties do not
 * look alike.
 */
export function secretHashes(tenantId: string, field: SecretField, text: string): Buffer[] {
  const normal = secretFields[field].normalize(text);
  return derivedKeys(`sanlou lookup of ${field} in tenant ${tenantId}`).map((key) =>
    createHmac('sha256', key).update(normal, 'utf8').digest(),
  );
}

/** The part of an update of `person` that sets a secret, or with null clears it. */
export function setSecret(tenantId: string, field: SecretField, text: string | null): Sql {
  const { column } = secretFields[field];
  const kept = text === null ? null : keepSecret(tenantId, field, text);
  return sql`${verbatim(column)} = ${kept?.sealed ?? null}, ${verbatim(`${column}_hash`)} = ${kept?.hash ?? null}::bytea`;
}

/** Digits alone, of a foreign number with its country: however it is written, one number is found as one. */
export function normalizePhone(text: string): string {
  return text
    .replace(/[^\d+]/g, '')
    .replace(/^00/, '+')
    .replace(/^\+86/, '');
}

function normalizeIdentityNumber(text: string): string {
  return text.trim().toUpperCase();
}
