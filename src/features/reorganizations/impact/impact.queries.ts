import { isWithin } from '../../../database/closure';
import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { holdsOn } from '../../memberships/membership.columns';
import type { Impact } from '../../organizations/organization.payloads';
import type { Reorganization } from '../plans/reorganization.entity';
import { changesAt, reachesOf } from './changes.sql';

/** What the acts of this transaction touched. What stands above the actor's reach is not counted among the grants. */
export async function readImpact(
  tx: WriteContext,
  reorganization: Pick<Reorganization, 'effectiveOn' | 'organizationId' | 'moment'>,
): Promise<Impact> {
  const tenantId = tenantOf(tx);
  const { today } = tx.actor;
  const moment = sql`${reorganization.moment}::timestamptz`;
  const member = sql`m.status in ('PROBATIONARY', 'FULL') and ${holdsOn(today)}`;
  const seen = isWithin(tenantId, sql`r.organization_id`, tx.actor.rootsFor('organization:read'));
  const [row] = await query<Impact>(
    tx,
    sql`with changed as materialized (select * from ${changesAt(tenantId, moment)} c),
      carried as materialized (select c.kind, c.row_id from reorganization_carried c join reorganization r
        on r.tenant_id = c.tenant_id and r.id = c.reorganization_id and r.applied_at = ${moment} where c.tenant_id = ${tenantId}::bigint),
      was as materialized (${reachesOf(tenantId, sql`changed`, moment, tx.actor, 'before_path')}),
      is_now as materialized (${reachesOf(tenantId, sql`changed`, moment, tx.actor, 'after_path')})
    select (select count(*)::int from changed) as organizations,
      (select count(*)::int from changed c join membership m on m.tenant_id = ${tenantId}::bigint and m.organization_id = c.id
          where ${member})
        + (select count(*)::int from carried c join membership m on m.tenant_id = ${tenantId}::bigint and m.id = c.row_id
          where c.kind = 'membership' and ${member} and m.organization_id not in (select id from changed)) as members,
      (select count(*)::int from changed c join grid g on g.tenant_id = ${tenantId}::bigint and g.organization_id = c.id)
        + (select count(*)::int from carried c join grid g on g.tenant_id = ${tenantId}::bigint and g.id = c.row_id
          where c.kind = 'grid' and g.organization_id not in (select id from changed)) as grids,
      (select count(distinct r.grant_id)::int from is_now r where ${seen}
        and not exists (select from was where was.id = r.id and was.grant_id = r.grant_id)) as "grantsGained",
      (select count(distinct r.grant_id)::int from was r where ${seen}
        and not exists (select from is_now where is_now.id = r.id and is_now.grant_id = r.grant_id)) as "grantsLost",
      ${reorganization.moment} as moment, (${moment} - interval '1 microsecond')::text as before`,
  );
  const { effectiveOn, organizationId } = reorganization;
  return { ...(row as Impact), effectiveOn, organizationId };
}
