import type { Id } from '../../database/id';
import { sql, type Sql } from '../../database/sql';
import { tenantOf, type ReadContext } from '../../graphql/context';
import { gridsAt } from '../grids/grids-at';
import { holdsOn } from '../memberships/membership.columns';
import { membershipsAt } from '../memberships/memberships-at';
import { heirs } from '../organizations/history/heirs.sql';
import type { Moment } from '../organizations/history/moment';
import { organizationsAt } from '../organizations/history/organizations-at';
import type { RollUp } from './roll-up';

/** What is counted at which place: queries of `(place_id)`, that of memberships with `status`. */
export interface Sources {
  /** Undefined where every place is an organization that counts itself. */
  organizations: Sql | undefined;
  grids: Sql;
  memberships: Sql;
  /** All of the tenant is read, whatever the places are. */
  isWhole: boolean;
}

export function sourcesOf(ctx: ReadContext, { moment, restated }: RollUp): Sources {
  const tenantId = tenantOf(ctx);
  if (moment && restated) return restatedSources(tenantId, moment);
  const holding = moment ? sql`true` : holdsOn(ctx.actor.today);
  return {
    organizations: undefined,
    grids: sql`select g.organization_id as place_id from ${gridsAt(tenantId, moment)} g where g.tenant_id = ${tenantId}::bigint`,
    memberships: sql`select m.organization_id as place_id, m.status from ${membershipsAt(tenantId, moment)} m
      where m.tenant_id = ${tenantId}::bigint and ${holding}`,
    isWhole: false,
  };
}

/**
 * What existed at the moment, where it is today. A reorganization carries memberships and grids on as they are, so their
 * present organization is where today's borders put them; a reassignment ends a membership where it was.
 */
function restatedSources(tenantId: Id, moment: Moment): Sources {
  const place = (column: Sql) => sql`coalesce(heir.heir_id, ${column}) as place_id`;
  const heir = (column: Sql) => sql`left join ${heirs(tenantId, { orAbove: true })} heir on heir.id = ${column}`;
  return {
    organizations: sql`select ${place(sql`o.id`)} from ${organizationsAt(tenantId, moment)} o ${heir(sql`o.id`)}
      where o.dissolved_on is null`,
    grids: sql`select ${place(sql`now.organization_id`)} from ${gridsAt(tenantId, moment)} g
      join grid now on now.tenant_id = g.tenant_id and now.id = g.id ${heir(sql`now.organization_id`)}`,
    memberships: sql`select ${place(sql`now.organization_id`)}, m.status from ${membershipsAt(tenantId, moment)} m
      join membership now on now.tenant_id = m.tenant_id and now.id = m.id ${heir(sql`now.organization_id`)}`,
    isWhole: true,
  };
}
