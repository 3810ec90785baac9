import type { Id } from '../../database/id';
import { nothing, sql, verbatim, type Sql } from '../../database/sql';
import { tenantOf, type ReadContext } from '../../graphql/context';
import { gridsAt } from '../grids/grids-at';
import { holdsOn } from '../memberships/membership.columns';
import { membershipsAt } from '../memberships/memberships-at';
import type { Moment } from '../organizations/history/moment';
import { organizationsAt } from '../organizations/history/organizations-at';
import { findLevel } from '../organizations/level';

// Conditions on an organization `o` of a moment, told once for what is counted and what is listed. Which building groups a
// grid covers has no history: it is that of today, of the grids as they were.

/** The ids from the root down to the organization. */
const line = verbatim(`string_to_array(o.path, '/')::bigint[]`);

/** A grid of an organization at or above it covers the organization itself. */
export function isCovered(tenantId: Id, moment: Moment | undefined): Sql {
  return sql`exists (select from grid_building_group b
    join ${gridsAt(tenantId, moment)} g on g.tenant_id = b.tenant_id and g.id = b.grid_id
    where b.tenant_id = ${tenantId}::bigint and b.organization_id = o.id and g.organization_id = any(${line}))`;
}

/** It has a grid of its own, or it lies at or beneath what is covered. The cheapest is asked first: most are covered themselves. */
export function isInGrid(tenantId: Id, moment: Moment | undefined): Sql {
  const grids = gridsAt(tenantId, moment);
  return sql`(${isCovered(tenantId, moment)}
    or exists (select from ${grids} g where g.tenant_id = ${tenantId}::bigint and g.organization_id = o.id)
    or exists (select from unnest(${line}) with ordinality as above (id, place)
      join grid_building_group b on b.tenant_id = ${tenantId}::bigint and b.organization_id = above.id
      join ${grids} g on g.tenant_id = b.tenant_id and g.id = b.grid_id
      where g.organization_id = any((${line})[:above.place])))`;
}

/** Memberships `m` that hold at the moment, those of members alone. */
export function ofMembers(ctx: ReadContext, moment: Moment | undefined): Sql {
  const holding = moment ? nothing : sql`and ${holdsOn(ctx.actor.today)}`;
  return sql`m.tenant_id = ${tenantOf(ctx)}::bigint and m.status in ('PROBATIONARY', 'FULL') ${holding}`;
}

const fewest = 3;

/** Fewer FULL members than a branch needs hold there and beneath; no more of them are read than that. */
export function hasFewFullMembers(ctx: ReadContext, moment: Moment | undefined): Sql {
  const tenantId = tenantOf(ctx);
  return sql`(select count(*) from (
      select from (select o.path || '0' as path_end offset 0) bound cross join ${organizationsAt(tenantId, moment)} beneath
      join ${membershipsAt(tenantId, moment)} m on m.tenant_id = beneath.tenant_id and m.organization_id = beneath.id
      where beneath.tenant_id = ${tenantId}::bigint and beneath.path >= o.path and beneath.path < bound.path_end
        and beneath.dissolved_on is null and m.status = 'FULL' and ${ofMembers(ctx, moment)}
      limit ${fewest}::int) full_members) < ${fewest}::int`;
}

/** It stands at the tenant's level of that code; nothing does where there is no such level. */
export function isOfLevel(ctx: ReadContext, code: string): Sql {
  return sql`o.level_rank = ${findLevel(ctx, code)?.rank ?? null}::smallint and o.dissolved_on is null`;
}
