import { isWithin } from '../../../database/closure';
import { sql } from '../../../database/sql';
import { query, tenantOf, type ReadContext } from '../../../graphql/context';
import { reorganizationColumns, toReorganization } from '../plans/reorganization.columns';
import type { Reorganization } from '../plans/reorganization.entity';
import { changesAt } from './changes.sql';

const mostNamed = 100;

/** What is still to take effect and names something that the acts of the moment changed; its day is when to look again. */
export async function listConflicts(ctx: ReadContext, moment: string): Promise<Reorganization[]> {
  const tenantId = tenantOf(ctx);
  const rows = await query(
    ctx,
    sql`select ${reorganizationColumns} from reorganization r
      where r.tenant_id = ${tenantId}::bigint and r.state = 'APPROVED'
        and exists (
          select from reorganization_act a join ${changesAt(tenantId, sql`${moment}::timestamptz`)} c on c.id = any(a.touches)
          where a.tenant_id = r.tenant_id and a.reorganization_id = r.id)
        and ${isWithin(tenantId, sql`r.organization_id`, ctx.actor.rootsFor('reorganization:read'))}
      order by r.effective_on, r.id limit ${mostNamed}::int`,
  );
  return rows.map(toReorganization);
}
