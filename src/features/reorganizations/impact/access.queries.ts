import { grantHolds } from '../../../access/grant.sql';
import { isWithin } from '../../../database/closure';
import type { Id } from '../../../database/id';
import { sql, type Sql } from '../../../database/sql';
import { query, tenantOf, type ReadContext } from '../../../graphql/context';
import { defineLoader } from '../../../graphql/loader';
import { changesAt } from './changes.sql';

/** An account that reaches something after an act and did not before, or the other way round. */
export interface AccessChange {
  accountId: Id;
  accountName: string;
  isGained: boolean;
  organizationId: Id;
}

/** Everything that the acts of a moment changed of who reaches what, by account name. */
export const accessChanges = defineLoader<string, AccessChange[]>(async (ctx, moments) => {
  const answers: AccessChange[][] = [];
  for (const moment of moments) answers.push(await readChanges(ctx, moment));
  return answers;
});

function readChanges(ctx: ReadContext, moment: string): Promise<AccessChange[]> {
  const tenantId = tenantOf(ctx);
  const at = sql`${moment}::timestamptz`;
  return query(
    ctx,
    sql`with moved as materialized (${movedPlaces(tenantId, at)}),
      was as materialized (${reaching(ctx, sql`m.was`)}),
      now_reaching as materialized (${reaching(ctx, sql`m.now`)}),
      changed as (
        (select id, account_id, false as "isGained" from was except select id, account_id, false from now_reaching)
        union all
        (select id, account_id, true from now_reaching except select id, account_id, true from was)
      )
      select a.id as "accountId", a.name as "accountName", c."isGained", c.id as "organizationId"
      from changed c join account a on a.tenant_id = ${tenantId}::bigint and a.id = c.account_id
      order by a.name, a.id, c."isGained", c.id`,
  );
}

/**
 * The topmost of what changed its place, with the paths before and after. What ended stands where its members went, what was
 * founded by a split stood where it was split off; what was only founded or only ended changes nobody's reach.
 */
function movedPlaces(tenantId: Id, moment: Sql): Sql {
  return sql`
    select c.id, coalesce(c.before_path, source.path) as was, coalesce(c.after_path, heir.path) as now
    from ${changesAt(tenantId, moment)} c
    left join organization_lineage split on split.tenant_id = ${tenantId}::bigint and split.successor_id = c.id and split.kind = 'SPLIT'
      and split.recorded_at = ${moment}
    left join organization_version source on source.tenant_id = ${tenantId}::bigint and source.organization_id = split.predecessor_id
      and source.valid_to = 'infinity' and source.recorded_at < ${moment} and source.superseded_at >= ${moment}
    left join organization_lineage went on went.tenant_id = ${tenantId}::bigint and went.predecessor_id = c.id
      and went.kind in ('MERGE', 'DISSOLVE') and went.recorded_at = ${moment}
    left join organization_version heir on heir.tenant_id = ${tenantId}::bigint and heir.organization_id = went.successor_id
      and heir.valid_to = 'infinity' and heir.recorded_at <= ${moment} and heir.superseded_at > ${moment}
    where coalesce(c.before_path, source.path) <> coalesce(c.after_path, heir.path)
      and (c.before_path is null or c.after_path is null or c.parent_id is distinct from c.before_parent_id)`;
}

/** Accounts whose grant of today stands at or above a place, of those that stand where the actor may read. */
function reaching(ctx: ReadContext, path: Sql): Sql {
  const tenantId = tenantOf(ctx);
  return sql`
    select distinct m.id, g.account_id from moved m
    cross join lateral unnest(string_to_array(${path}, '/')::bigint[]) as above (id)
    join role_grant g on g.tenant_id = ${tenantId}::bigint and g.organization_id = above.id and g.grid_id is null
      and ${grantHolds(ctx.actor)}
    where ${isWithin(tenantId, sql`g.organization_id`, ctx.actor.rootsFor('organization:read'))}`;
}
