import { escapeIdentifier } from 'pg';
import type { Database, Session } from '../../database/session';
import { sql } from '../../database/sql';
import { secretFields } from './secret-columns';

const columns = Object.values(secretFields).map(({ column }) => `${column}_key`);
const mostAtOnce = 200;

/**
 * Ids of the keys with which values of any tenant are sealed. However many values there are, the index is looked at once for
 * each key. Row-level security shows one tenant at a time, so each is asked.
 */
export async function keysInUse({ pool }: Database): Promise<Set<string>> {
  const { rows } = await pool.query<{ last: string | null }>("select pg_sequence_last_value('tenant_id_seq') as last");
  const last = Number(rows[0]?.last ?? 0);
  const found = new Set<string>();
  for (let from = 1; from <= last; from += mostAtOnce) {
    const ids = Array.from({ length: Math.min(mostAtOnce, last - from + 1) }, (_id, index) => from + index);
    const asked = ids.map((id) => `set local app.tenant_id = '${id}'; ${keysOfTenant(id)}`);
    const text = ['begin read only', ...asked, 'commit'].join('; ');
    const results = (await pool.query(text)) as unknown as { rows: { keyId: string }[] }[];
    for (const { keyId } of results.flatMap((result) => result.rows)) found.add(keyId);
  }
  return found;
}

/** The statement behind `keysInUse`; text, because those of many tenants travel in one message. */
export function keysOfTenant(tenantId: number): string {
  const person = `person where tenant_id = ${tenantId}::bigint`;
  const walks = columns.map(escapeIdentifier).map(
    (column) => `(with recursive used (key_id) as (
        (select ${column} from ${person} and ${column} is not null order by ${column} limit 1)
        union all
        select following.key_id from used cross join lateral (
          select ${column} as key_id from ${person} and ${column} > used.key_id order by ${column} limit 1) following)
      select key_id as "keyId" from used)`,
  );
  return walks.join(' union ');
}

/** How many values of the session's tenant are sealed with each key. Reads all of them. */
export async function countByKey(session: Session): Promise<{ keyId: string; values: number }[]> {
  return session.query(sql`
    select key_id as "keyId", count(*)::int as values
    from person p cross join lateral (values (p.phone_key), (p.identity_number_key)) as key (key_id)
    where p.tenant_id = ${session.tenantId}::bigint and key_id is not null group by key_id`);
}
