import { makeApiKey } from '../../../access/api-key';
import { hashKey } from '../../../access/key-hash';
import type { Id } from '../../../database/id';
import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { toGlobalId } from '../../../graphql/ids';
import type { ApiKey } from './api-key.entity';
import { readApiKey } from './api-key.queries';

type NewKey = Pick<ApiKey, 'accountId' | 'name' | 'role' | 'organizationId' | 'expiresAt'>;

/** Writes a new key as its hash, and records it. The secret is for the answer alone: nothing keeps it. */
export async function insertApiKey(tx: WriteContext, key: NewKey): Promise<{ apiKey: ApiKey; secret: string }> {
  const { text: secret, prefix } = makeApiKey(tenantOf(tx));
  const { hash, hashedWith } = hashKey(secret);
  const [row] = await query<{ id: Id }>(
    tx,
    sql`insert into api_key
        (tenant_id, account_id, name, prefix, key_hash, hashed_with, role, organization_id, created_by, created_at, expires_at)
      values (${tenantOf(tx)}::bigint, ${key.accountId}::bigint, ${key.name}, ${prefix}, ${hash}::bytea, ${hashedWith},
        ${key.role}, ${key.organizationId}::bigint, ${tx.actor.accountId}::bigint, ${tx.actor.now}::timestamptz,
        ${key.expiresAt}::timestamptz)
      returning id`,
  );
  const apiKey = await readApiKey(tx, (row as { id: Id }).id);
  auditApiKey(tx, 'created', apiKey);
  return { apiKey, secret };
}

/** Records what was done to a key, where its account belongs. */
export function auditApiKey(tx: WriteContext, done: string, after: ApiKey, before?: ApiKey): void {
  tx.audit({
    action: `api_key.${done}`,
    nodeType: 'ApiKey',
    nodeId: after.id,
    organizationId: after.homeId,
    before: before && auditImage(before),
    after: auditImage(after),
  });
}

function auditImage({ accountId, organizationId, replacedById, ...key }: ApiKey): object {
  const { name, prefix, role, expiresAt, revokedAt } = key;
  return {
    ...{ account: toGlobalId('Account', accountId), organization: toGlobalId('Organization', organizationId) },
    ...{ name, prefix, role, expiresAt, revokedAt },
    replacedBy: replacedById && toGlobalId('ApiKey', replacedById),
  };
}
