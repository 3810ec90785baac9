import { escapeLiteral } from 'pg';
import type { Id } from '../../database/id';
import { openSnapshot } from '../../database/open';
import type { Database } from '../../database/session';
import { sql } from '../../database/sql';
import { grantHoldsOn } from '../../access/grant.sql';
import { Role } from '../../access/permission';

const mostAtOnce = 200;

/** The tenant of a code, for the operator of the machine. Row-level security shows one tenant at a time, so each is asked. */
export async function findTenant({ pool }: Database, code: string): Promise<Id | undefined> {
  const { rows } = await pool.query<{ last: string | null }>("select pg_sequence_last_value('tenant_id_seq') as last");
  const last = Number(rows[0]?.last ?? 0);
  for (let from = 1; from <= last; from += mostAtOnce) {
    const ids = Array.from({ length: Math.min(mostAtOnce, last - from + 1) }, (_id, index) => from + index);
    const asked = ids.map(
      (id) => `set local app.tenant_id = '${id}'; select id from tenant where code = ${escapeLiteral(code)}`,
    );
    const text = ['begin read only', ...asked, 'commit'].join('; ');
    const results = (await pool.query<{ id: Id }>(text)) as unknown as { rows: { id: Id }[] }[];
    const found = results.flatMap((result) => result.rows)[0];
    if (found) return found.id;
  }
  return undefined;
}

/**
 * The accounts of a tenant by a name, or without one the oldest that is ORGANIZER at the root at that moment; suspended ones
 * are none.
 */
export async function findAccounts(
  database: Database,
  tenantId: Id,
  name: string | undefined,
  now: Date,
): Promise<{ id: Id; name: string }[]> {
  const instant = sql`${now}::timestamptz`;
  const { session } = await openSnapshot(database, tenantId, 'select');
  const isWanted =
    name === undefined
      ? sql`a.id = (select min(g.account_id) from role_grant g
          join tenant t on t.id = g.tenant_id
          join organization o on o.tenant_id = g.tenant_id and o.id = g.organization_id and o.parent_id is null
          join account holder on holder.tenant_id = g.tenant_id and holder.id = g.account_id and holder.suspended_at is null
          where g.tenant_id = ${tenantId}::bigint and g.role = ${Role.ORGANIZER} and g.expires_at is null
            and ${grantHoldsOn(sql`(${instant} at time zone t.time_zone)::date`, instant)})`
      : sql`a.name = ${name}`;
  try {
    return await session.query(sql`
      select a.id, a.name from account a
      where a.tenant_id = ${tenantId}::bigint and a.suspended_at is null and ${isWanted}`);
  } finally {
    await session.rollback();
  }
}
