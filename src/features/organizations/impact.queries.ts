import { ancestorsOf, subtreeOf } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql, type Sql } from '../../database/sql';
import { query, tenantOf, type WriteContext } from '../../graphql/context';

/** Organizations and active members at and beneath an organization, as they are counted today. */
export async function subtreeExtent(
  tx: WriteContext,
  organizationId: Id,
): Promise<{ organizations: number; members: number }> {
  const tenantId = tenantOf(tx);
  const [extent] = await query<{ organizations: number; members: number }>(
    tx,
    sql`with beneath as (
        select o.id from ${subtreeOf(tenantId, [organizationId])} s
        join organization o on o.tenant_id = ${tenantId}::bigint and o.id = s.descendant_id and o.dissolved_on is null
      )
      select (select count(*)::int from beneath) as organizations,
        (select count(*)::int from membership m join beneath b on b.id = m.organization_id
          where m.tenant_id = ${tenantId}::bigint and m.status in ('PROBATIONARY', 'FULL')
            and m.started_on <= ${tx.actor.today}::date and (m.ended_on is null or m.ended_on > ${tx.actor.today}::date)) as members`,
  );
  return extent ?? { organizations: 0, members: 0 };
}

/** How many grants of today reach an organization. */
export async function grantsReaching(tx: WriteContext, organizationId: Id): Promise<number> {
  const above = sql`select ancestor_id from ${ancestorsOf(tenantOf(tx), [organizationId])} a`;
  return countGrants(tx, sql`g.organization_id in (${above})`);
}

/** Grants of today that stand at or above the one place and neither at nor above the other. */
export async function grantsOnlyAbove(tx: WriteContext, place: Id, other: Id): Promise<number> {
  const tenantId = tenantOf(tx);
  return countGrants(
    tx,
    sql`g.organization_id in (select ancestor_id from ${ancestorsOf(tenantId, [place])} a)
      and g.organization_id not in (select ancestor_id from ${ancestorsOf(tenantId, [other])} b)`,
  );
}

async function countGrants(tx: WriteContext, reaching: Sql): Promise<number> {
  const { today } = tx.actor;
  const [row] = await query<{ count: number }>(
    tx,
    sql`select count(*)::int as count from role_grant g
      where g.tenant_id = ${tenantOf(tx)}::bigint and g.revoked_at is null and g.starts_on <= ${today}::date
        and (g.ends_on is null or g.ends_on > ${today}::date) and ${reaching}`,
  );
  return row?.count ?? 0;
}
