import { isWithin } from '../../../database/closure';
import type { Id } from '../../../database/id';
import { sql } from '../../../database/sql';
import { query, tenantOf } from '../../../graphql/context';
import { defineLoader, grouped, inOrder } from '../../../graphql/loader';
import { defineList, reached } from '../../organizations/organization-list';
import type { Act } from '../acts/act';
import { reorganizationColumns, toReorganization } from './reorganization.columns';
import type { Reorganization } from './reorganization.entity';
import type { ReorganizationArgs } from './reorganization.inputs';

/** Reorganizations by id; undefined for what is absent or beyond what the actor may read. */
export const visibleReorganization = defineLoader<Id, Reorganization | undefined>(async (ctx, ids) => {
  const tenantId = tenantOf(ctx);
  const rows = await query(
    ctx,
    sql`select ${reorganizationColumns} from reorganization r
      where r.tenant_id = ${tenantId}::bigint and r.id = any(${ids}::bigint[])
        and ${isWithin(tenantId, sql`r.organization_id`, ctx.actor.rootsFor('reorganization:read'))}`,
  );
  return inOrder(ids, rows.map(toReorganization), ({ id }) => id);
});

/** Reorganizations that hang here, or here and beneath. */
export const listReorganizations = defineList<ReorganizationArgs, Reorganization>({
  name: 'reorganizations',
  from: sql`reorganization r join organization o on o.tenant_id = r.tenant_id and o.id = r.organization_id`,
  id: sql`r.id`,
  columns: reorganizationColumns,
  conditions: (ctx, args) => [
    ...reached(ctx, args, 'reorganization:read'),
    ...(args.state ? [sql`r.state = any(${args.state}::text[])`] : []),
  ],
  item: toReorganization,
});

export interface StoredAct {
  position: number;
  kind: Act['kind'];
  act: Act;
  touches: Id[];
  addedBy: Id;
}

/** The acts of each reorganization, in their order; the first 1,000. */
export const actsLoader = defineLoader<Id, StoredAct[]>(async (ctx, ids) => {
  const rows = await query<StoredAct & { reorganizationId: Id }>(
    ctx,
    sql`select reorganization_id as "reorganizationId", position, kind, act, touches::text[] as touches, added_by as "addedBy"
      from reorganization_act where tenant_id = ${tenantOf(ctx)}::bigint and reorganization_id = any(${ids}::bigint[]) and position < 1000
      order by reorganization_id, position`,
  );
  return grouped(ids, rows, ({ reorganizationId }) => reorganizationId);
});

/** How many acts of each kind a reorganization has. */
export const actCounts = defineLoader<Id, { kind: Act['kind']; count: number }[]>(async (ctx, ids) => {
  const rows = await query<{ reorganizationId: Id; kind: Act['kind']; count: number }>(
    ctx,
    sql`select reorganization_id as "reorganizationId", kind, count(*)::int as count from reorganization_act
      where tenant_id = ${tenantOf(ctx)}::bigint and reorganization_id = any(${ids}::bigint[]) group by reorganization_id, kind
      order by kind`,
  );
  return grouped(ids, rows, ({ reorganizationId }) => reorganizationId);
});
