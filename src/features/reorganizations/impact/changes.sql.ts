import type { Actor } from '../../../access/actor';
import { grantHolds } from '../../../access/grant.sql';
import type { Id } from '../../../database/id';
import { sql, type Sql } from '../../../database/sql';

/**
 * What the versions recorded at one moment changed of the tree, as a table expression of `(id, parent_id, before_path,
 * after_path)`: a path is null where the organization did not stand. Both states stay readable for ever, so what an act
 * touched can be asked in its own transaction as well as years later.
 */
export function changesAt(tenantId: Id, moment: Sql): Sql {
  const own = sql`v.tenant_id = ${tenantId}::bigint and v.valid_to = 'infinity'`;
  // No join: what was just written is in no statistics, and the planner would take the square of it for cheap.
  return sql`(
    select v.organization_id as id,
      max(v.parent_id) filter (where v.recorded_at = ${moment}) as parent_id,
      max(v.parent_id) filter (where v.superseded_at = ${moment}) as before_parent_id,
      max(v.path) filter (where v.superseded_at = ${moment} and v.dissolved_on is null) as before_path,
      max(v.path) filter (where v.recorded_at = ${moment} and v.dissolved_on is null) as after_path
    from organization_version v
    where ${own} and (v.recorded_at = ${moment} or v.superseded_at = ${moment})
      and v.organization_id = any(array(select v.organization_id from organization_version v where ${own} and v.recorded_at = ${moment}))
    group by v.organization_id having count(*) filter (where v.dissolved_on is null) > 0)`;
}

/**
 * Whose grant of today reached, or reaches, the topmost of the `changes` that `changesAt` answers: a query of `(id, grant_id,
 * account_id, organization_id)`. A grant kept to a grid reaches only what the grid covers; one that went along with its grid has lost nothing.
 */
export function reachesOf(
  tenantId: Id,
  changes: Sql,
  moment: Sql,
  { today, now }: Pick<Actor, 'today' | 'now'>,
  path: 'before_path' | 'after_path',
): Sql {
  const own = path === 'before_path' ? sql`c.before_path` : sql`c.after_path`;
  return sql`
    select c.id, g.id as grant_id, g.account_id, g.organization_id
    from ${changes} c
    cross join lateral unnest(string_to_array(${own}, '/')::bigint[]) as above (id)
    join role_grant g on g.tenant_id = ${tenantId}::bigint and g.organization_id = above.id
    where c.before_path is distinct from c.after_path and ${grantHolds({ today, now })}
      -- what stands beneath another change goes along with it
      and (c.before_path is null or c.after_path is null or c.parent_id is distinct from c.before_parent_id)
      and (c.before_path is not null or exists (select from organization_version p where p.tenant_id = ${tenantId}::bigint
        and p.organization_id = c.parent_id and p.recorded_at < ${moment}))
      and (g.grid_id is null or exists (
        select from grid_building_group covered where covered.tenant_id = ${tenantId}::bigint and covered.grid_id = g.grid_id
          and covered.organization_id = any(string_to_array(${own}, '/')::bigint[])))
      and not exists (select from reorganization_carried kept join reorganization r
          on r.tenant_id = kept.tenant_id and r.id = kept.reorganization_id and r.applied_at = ${moment}
        where kept.tenant_id = ${tenantId}::bigint and kept.kind = 'role_grant' and kept.row_id = g.id)`;
}
