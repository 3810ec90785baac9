import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql, verbatim } from '../../database/sql';
import { query, tenantOf } from '../../graphql/context';
import { defineLoader, grouped, inOrder } from '../../graphql/loader';
import type { ReachArgs } from '../../graphql/reach';
import type { Moment } from '../organizations/history/moment';
import { organizationsAt } from '../organizations/history/organizations-at';
import { defineList, reached } from '../organizations/organization-list';
import { organizationColumns, siblingOrder, toOrganization } from '../organizations/organization.columns';
import type { Organization } from '../organizations/organization.entity';
import { Grid } from './grid.entity';
import { gridsAt } from './grids-at';

export const gridColumns = verbatim(
  `g.tenant_id as "tenantId", g.id, g.organization_id as "organizationId", g.name, g.code, g.version`,
);
const toGrid = (row: object): Grid => Object.assign(new Grid(), row);
export const toGridAt = (row: object, moment: Moment | undefined): Grid =>
  Object.assign(toGrid(row), moment && { moment });

/** Grids by id; undefined for what is absent or beyond what the actor may read. */
export const visibleGrid = defineLoader<Id, Grid | undefined>(async (ctx, ids) => {
  const tenantId = tenantOf(ctx);
  const rows = await query(
    ctx,
    sql`select ${gridColumns} from grid g
      where g.tenant_id = ${tenantId}::bigint and g.id = any(${ids}::bigint[])
        and ${isWithin(tenantId, sql`g.organization_id`, ctx.actor.rootsFor('grid:read'))}`,
  );
  return inOrder(ids, rows.map(toGrid), (grid) => grid.id);
});

/** Grids that belong, or belonged at the moment, here, or here and beneath. */
export const listGrids = defineList<ReachArgs, Grid>({
  name: 'grids',
  from: (ctx, moment) => sql`${gridsAt(tenantOf(ctx), moment)} g
    join ${organizationsAt(tenantOf(ctx), moment)} o on o.tenant_id = g.tenant_id and o.id = g.organization_id`,
  id: sql`g.id`,
  columns: gridColumns,
  conditions: (ctx, args, moment) => reached(ctx, args, 'grid:read', moment),
  item: toGridAt,
});

/** The building groups each grid covers, in order; those the actor may read, wherever they have been moved. */
export const buildingGroups = defineLoader<Id, Organization[]>(async (ctx, gridIds) => {
  const tenantId = tenantOf(ctx);
  const rows = await query<{ gridId: Id }>(
    ctx,
    sql`select b.grid_id as "gridId", ${organizationColumns}
      from grid_building_group b
      join organization o on o.tenant_id = b.tenant_id and o.id = b.organization_id
      where b.tenant_id = ${tenantId}::bigint and b.grid_id = any(${gridIds}::bigint[]) and o.dissolved_on is null
        and ${isWithin(tenantId, sql`o.id`, ctx.actor.rootsFor('organization:read'))}
      order by ${siblingOrder}`,
  );
  return grouped(gridIds, rows, ({ gridId }) => gridId).map((group) => group.map(toOrganization));
});
