import type { Id } from '../../../database/id';
import { isWithin } from '../../../database/closure';
import { sql, type Sql } from '../../../database/sql';
import { query, tenantOf } from '../../../graphql/context';
import { defineLoader, grouped, inGroups } from '../../../graphql/loader';
import { LineageDirection, type LineageEdge, type OrganizationAlias } from './lineage.type';

interface LineageKey {
  id: Id;
  direction: LineageDirection;
}

const mostEdges = 500;

/** The edges that lead to each organization, or away from it, over any number of steps, oldest first; undone ones left out. */
export const lineageLoader = defineLoader<LineageKey, LineageEdge[]>(
  (ctx, keys) =>
    inGroups(
      keys,
      ({ direction }) => direction,
      async (group) => {
        const [{ direction }] = group as [LineageKey];
        const back = direction === LineageDirection.PREDECESSORS;
        const ids = group.map(({ id }) => id);
        // What happened between two organizations out of reach is not told, nor what one of those was called.
        const seen = (column: Sql) => isWithin(tenantOf(ctx), column, ctx.actor.rootsFor('organization:read'));
        const [from, to] = back
          ? [sql`l.successor_id`, sql`l.predecessor_id`]
          : [sql`l.predecessor_id`, sql`l.successor_id`];
        const rows = await query<LineageEdge & { startId: Id }>(
          ctx,
          sql`with recursive followed as (
              select start as start_id, start as id from unnest(${ids}::bigint[]) as start
              union
              select f.start_id, ${to} from followed f join organization_lineage l
                on l.tenant_id = ${tenantOf(ctx)}::bigint and ${from} = f.id and l.undone_at is null
            )
            select f.start_id as "startId", l.kind, l.effective_on as "effectiveOn", l.reason,
              case when l.kind = 'RENAME' and ${seen(sql`l.successor_id`)} then l.before end as before,
              case when l.kind = 'RENAME' and ${seen(sql`l.successor_id`)} then l.after end as after,
              case when l.kind = 'MOVE' then l.before ->> 'parentId' end as "fromParentId",
              case when l.kind = 'MOVE' then l.after ->> 'parentId' end as "toParentId",
              l.predecessor_id as "predecessorId", l.successor_id as "successorId"
            from followed f join organization_lineage l on l.tenant_id = ${tenantOf(ctx)}::bigint and ${from} = f.id and l.undone_at is null
            where ${seen(sql`l.predecessor_id`)} or ${seen(sql`l.successor_id`)}
            order by l.effective_on, l.id`,
        );
        return grouped(ids, rows, ({ startId }) => startId).map((edges) => edges.slice(0, mostEdges));
      },
    ),
  ({ id, direction }) => `${id} ${direction}`,
);

/** References and area codes that each organization had, oldest first. */
export const aliasesLoader = defineLoader<Id, OrganizationAlias[]>(async (ctx, ids) => {
  const rows = await query<OrganizationAlias & { organizationId: Id }>(
    ctx,
    sql`select organization_id as "organizationId", kind, value, valid_until as "givenUpOn" from organization_alias
      where tenant_id = ${tenantOf(ctx)}::bigint and organization_id = any(${ids}::bigint[]) and undone_at is null
      order by valid_until, id`,
  );
  return grouped(ids, rows, ({ organizationId }) => organizationId);
});
