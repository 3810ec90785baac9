import type { Id } from '../../../database/id';
import { sql, type Sql } from '../../../database/sql';

/**
 * What the versions recorded at one moment changed of the tree, as a table expression of `(id, parent_id, before_path,
 * after_path)`: a path is null where the organization did not stand. Both states stay readable for ever, so what an act
 * touched can be asked in its own transaction as well as years later.
 */
export function changesAt(tenantId: Id, moment: Sql): Sql {
  return sql`(
    select a.organization_id as id, a.parent_id, b.parent_id as before_parent_id,
      case when b.dissolved_on is null then b.path end as before_path, case when a.dissolved_on is null then a.path end as after_path
    from organization_version a
    left join organization_version b on b.tenant_id = a.tenant_id and b.organization_id = a.organization_id
      and b.superseded_at = a.recorded_at and b.valid_to = 'infinity'
    where a.tenant_id = ${tenantId}::bigint and a.recorded_at = ${moment} and a.valid_to = 'infinity'
      and (a.dissolved_on is null or (b.organization_id is not null and b.dissolved_on is null)))`;
}

/**
 * Whose grant of today reached, or reaches, the topmost of the `changes`, as `changesAt` answers them, of their place: a query of `(id, grant_id, account_id)`.
 * A grant kept to a grid reaches only what the grid covers; one that went along with its grid has lost nothing.
 */
export function reachesOf(
  tenantId: Id,
  changes: Sql,
  moment: Sql,
  today: string,
  path: 'before_path' | 'after_path',
): Sql {
  const own = path === 'before_path' ? sql`c.before_path` : sql`c.after_path`;
  return sql`
    select c.id, g.id as grant_id, g.account_id, g.organization_id
    from ${changes} c
    cross join lateral unnest(string_to_array(${own}, '/')::bigint[]) as above (id)
    join role_grant g on g.tenant_id = ${tenantId}::bigint and g.organization_id = above.id
    where c.before_path is distinct from c.after_path and g.revoked_at is null and g.starts_on <= ${today}::date
      and (g.ends_on is null or g.ends_on > ${today}::date)
      -- what stands beneath another change goes along with it
      and (c.before_path is null or c.after_path is null or c.parent_id is distinct from c.before_parent_id)
      and (g.grid_id is null or exists (
        select from grid_building_group covered where covered.tenant_id = ${tenantId}::bigint and covered.grid_id = g.grid_id
          and covered.organization_id = any(string_to_array(${own}, '/')::bigint[])))
      and not exists (select from reorganization_carried kept join reorganization r
          on r.tenant_id = kept.tenant_id and r.id = kept.reorganization_id and r.applied_at = ${moment}
        where kept.tenant_id = ${tenantId}::bigint and kept.kind = 'role_grant' and kept.row_id = g.id)`;
}
