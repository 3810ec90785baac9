import { escapeLiteral } from 'pg';
import { checkedInteger, type Id } from '../database/id';
import { askAlone } from '../database/open';
import type { Database } from '../database/session';
import { parseApiKey } from './api-key';
import { isHashOf, type KeyHash } from './key-hash';

/** A key whose secret was right: whom it speaks for. */
export interface FoundKey {
  id: Id;
  tenantId: Id;
  accountId: Id;
  /** Of the account. */
  name: string;
  /** Whether its last noted use lies a minute back, so that this one is to be noted. */
  isUseDue: boolean;
}

interface Asked {
  now: Date;
  /** The code of the tenant that the request names. */
  tenantCode?: string;
}

interface KeyRow extends Omit<FoundKey, 'tenantId'>, KeyHash {
  isUsable: boolean;
}

/**
 * The key that the text is; undefined for every text that is none, or none any more. What the key may do, and whether it
 * still holds then, is asked again with the actor, in the moment of what he does. A key of another tenant than the one that
 * the request names is none.
 */
export async function findApiKey(database: Database, text: string, asked: Asked): Promise<FoundKey | undefined> {
  const parts = parseApiKey(text);
  if (!parts) return undefined;
  const [row] = await askAlone<KeyRow>(database, parts.tenantId, 'read only', selectKey(parts.prefix, asked));
  // The hash is compared first, whatever else is wrong with the key.
  if (!isHashOf(text, row) || !row?.isUsable) return undefined;
  const { id, accountId, name, isUseDue } = row;
  return { id, tenantId: parts.tenantId, accountId, name, isUseDue };
}

/** The prefix consists of letters and digits: `parseApiKey` has seen to it. */
function selectKey(prefix: string, { now, tenantCode }: Asked): string {
  const isNamed = tenantCode === undefined ? 'true' : `t.code = ${escapeLiteral(tenantCode)}`;
  return `
    select k.id, k.account_id as "accountId", a.name, k.key_hash as hash, k.hashed_with as "hashedWith",
      k.revoked_at is null and k.expires_at > ${instant(now)} and ${isNamed} as "isUsable", ${isUseDue(now)} as "isUseDue"
    from api_key k join account a on a.tenant_id = k.tenant_id and a.id = k.account_id
    join tenant t on t.id = k.tenant_id
    where k.tenant_id = current_setting('app.tenant_id')::bigint and k.prefix = '${prefix}'`;
}

/** Notes that a key was used, once a minute at the most; where somebody else holds the row it is left to the next use. */
export async function noteUse(database: Database, { tenantId, id }: FoundKey, now: Date): Promise<void> {
  await askAlone(
    database,
    tenantId,
    'read write',
    `update api_key set last_used_at = ${instant(now)} where tenant_id = current_setting('app.tenant_id')::bigint and id in (
      select k.id from api_key k where k.tenant_id = current_setting('app.tenant_id')::bigint
        and k.id = ${checkedInteger(id)} and ${isUseDue(now)} for no key update skip locked)`,
  );
}

const instant = (moment: Date) => `'${moment.toISOString()}'::timestamptz`;
const isUseDue = (now: Date) => `coalesce(k.last_used_at <= ${instant(now)} - interval '1 minute', true)`;
