import { ancestorsOf, isWithin, subtreeOf } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql, verbatim, type Sql } from '../../database/sql';
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

/** How many grants of today reach an organization, of those at places the actor may read. */
export async function grantsReaching(tx: WriteContext, organizationId: Id): Promise<number> {
  return countGrants(tx, organizationId);
}

/** Grants of today that stand at or above the one place and neither at nor above the other. */
export async function grantsOnlyAbove(tx: WriteContext, place: Id, other: Id): Promise<number> {
  const elsewhere = sql`g.organization_id not in (select ancestor_id from ${ancestorsOf(tenantOf(tx), [other])} b)`;
  return countGrants(tx, place, elsewhere);
}

/** What stands above the actor's reach is not counted either. A grant kept to a grid reaches only what the grid covers. */
async function countGrants(tx: WriteContext, place: Id, condition: Sql = verbatim('true')): Promise<number> {
  const tenantId = tenantOf(tx);
  const { today } = tx.actor;
  const [row] = await query<{ count: number }>(
    tx,
    sql`with above as materialized (select ancestor_id as id from ${ancestorsOf(tenantId, [place])} a)
      select count(*)::int as count from role_grant g
      where g.tenant_id = ${tenantId}::bigint and g.revoked_at is null and g.starts_on <= ${today}::date
        and (g.ends_on is null or g.ends_on > ${today}::date)
        and g.organization_id in (select id from above) and ${condition}
        and ${isWithin(tenantId, sql`g.organization_id`, tx.actor.rootsFor('organization:read'))}
        and (g.grid_id is null or exists (
          select from grid_building_group covered join above on above.id = covered.organization_id
          where covered.tenant_id = ${tenantId}::bigint and covered.grid_id = g.grid_id))`,
  );
  return row?.count ?? 0;
}
