import { grantHolds } from '../../access/grant.sql';
import { ancestorsOf, isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, tenantOf, type WriteContext } from '../../graphql/context';

/**
 * How many grants of today reach an organization. What stands above the actor's reach is not counted either. A grant kept to
 * a grid reaches only what the grid covers.
 */
export async function grantsReaching(tx: WriteContext, place: Id): Promise<number> {
  const tenantId = tenantOf(tx);
  const [row] = await query<{ count: number }>(
    tx,
    sql`with above as materialized (select ancestor_id as id from ${ancestorsOf(tenantId, [place])} a)
      select count(*)::int as count from role_grant g
      where g.tenant_id = ${tenantId}::bigint and ${grantHolds(tx.actor)}
        and g.organization_id in (select id from above)
        and ${isWithin(tenantId, sql`g.organization_id`, tx.actor.rootsFor('organization:read'))}
        and (g.grid_id is null or exists (
          select from grid_building_group covered join above on above.id = covered.organization_id
          where covered.tenant_id = ${tenantId}::bigint and covered.grid_id = g.grid_id))`,
  );
  return row?.count ?? 0;
}
