import type { Id } from '../../database/id';
import { sql, verbatim, type Sql } from '../../database/sql';
import { inForce, type Moment } from '../organizations/history/moment';

/** The grids of the tenant as a table like `grid`, as they were at the moment. */
export function gridsAt(tenantId: Id, moment: Moment | undefined): Sql {
  if (!moment) return verbatim('grid');
  return sql`(select v.tenant_id, v.grid_id as id, v.organization_id, v.name, v.code, v.version
    from grid_version v where v.tenant_id = ${tenantId}::bigint and ${inForce(moment)})`;
}
