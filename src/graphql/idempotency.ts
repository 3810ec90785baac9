import { createHash } from 'node:crypto';
import { sql } from '../database/sql';
import { UserFault } from '../errors';
import { Node, nodeReader } from './node';
import { parseGlobalId } from './ids';
import type { WriteContext } from './context';
import type { Write } from './write';

/** How long a key answers with its first result, as PostgreSQL writes an interval. */
const keptFor = '24 hours';

interface Claim {
  mutation: string;
  inputHash: string;
  result: unknown;
}

/**
 * Claims a key for this call. Undefined: the key is new and ours until the transaction ends (a second call with the same
 * key waits for it). Otherwise the result of the first call. The same key with other input is refused.
 */
export async function claimKey(tx: Write, key: string, mutation: string, input: object): Promise<unknown> {
  const inputHash = hashOf(input);
  const { tenantId } = tx.transaction;
  const { accountId } = tx.actor;
  const fresh = await tx.transaction.query(sql`
    with expired as (
      delete from idempotency_key where tenant_id = ${tenantId}::bigint
        and created_at < now() - ${keptFor}::interval and (account_id, key) <> (${accountId}::bigint, ${key})
    )
    insert into idempotency_key as k (tenant_id, account_id, key, mutation, input_hash)
    values (${tenantId}::bigint, ${accountId}::bigint, ${key}, ${mutation}, ${inputHash})
    on conflict (tenant_id, account_id, key) do update
      set mutation = excluded.mutation, input_hash = excluded.input_hash, result = null, created_at = now()
      where k.created_at < now() - ${keptFor}::interval
    returning key`);
  if (fresh.length) return undefined;

  const [claim] = await tx.transaction.query<Claim>(sql`
    select mutation, input_hash as "inputHash", result from idempotency_key
    where tenant_id = ${tenantId}::bigint and account_id = ${accountId}::bigint and key = ${key}`);
  if (claim?.mutation !== mutation || claim.inputHash !== inputHash) {
    throw new UserFault('IDEMPOTENCY_CONFLICT', ['input', 'idempotencyKey'], {
      en: 'This key was used for another call within the last 24 hours.',
      zh: '该幂等键在 24 小时内已用于另一次调用。',
    });
  }
  return claim.result;
}

/** Keeps the payload with its key; nodes are kept as ids and read again when the key is used again. */
export async function keepResult(tx: Write, key: string, payload: object): Promise<void> {
  await tx.transaction.query(sql`
    update idempotency_key set result = ${JSON.stringify(dehydrate(payload))}::jsonb
    where tenant_id = ${tx.transaction.tenantId}::bigint and account_id = ${tx.actor.accountId}::bigint and key = ${key}`);
}

/** The kept payload with its nodes as they are now; one the actor may no longer read is null. */
export async function rehydrate(tx: Write & WriteContext, value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => rehydrate(tx, item)));
  if (typeof value !== 'object' || value === null) return value;
  if ('node' in value && 'kept' in value && typeof value.kept === 'string') {
    const parsed = parseGlobalId(value.kept);
    const reader = parsed && nodeReader(parsed.type);
    return (reader && (await reader(tx).load(parsed.id))) ?? null;
  }
  const entries = await Promise.all(
    Object.entries(value).map(async ([name, item]) => [name, await rehydrate(tx, item)] as const),
  );
  return Object.fromEntries(entries);
}

function dehydrate(value: unknown): unknown {
  if (value instanceof Node) return { node: true, kept: value.globalId };
  if (Array.isArray(value)) return value.map(dehydrate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, dehydrate(item)]));
}

function hashOf(input: object): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(input)))
    .digest('base64url');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, item]) => [name, sorted(item)]),
  );
}
