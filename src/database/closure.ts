import type { Id } from './id';
import { walkByParents } from './integrity';
import type { Session } from './session';
import { nothing, oneOf, sql, type Sql } from './sql';

// The only file that names the closure table. Each row says: descendant lies `depth` levels beneath ancestor; self rows
// (depth 0) included. Every statement names its tenant, so that the same statements hold when tenants are distributed.

/** A subquery of `(ancestor_id, descendant_id, depth)`: each of the organizations with all that lies beneath it. */
export function subtreeOf(tenantId: Id, organizationIds: readonly Id[], maxDepth?: number): Sql {
  const bounded = maxDepth === undefined ? nothing : sql`and depth <= ${maxDepth}::int`;
  return sql`(select ancestor_id, descendant_id, depth from organization_closure
    where tenant_id = ${tenantId}::bigint and ancestor_id ${oneOf(organizationIds)} ${bounded})`;
}

/**
 * A subquery of `(ancestor_id, descendant_id, depth)`: each of the organizations, given by ids, as a column of a larger
 * statement or as `any(...)`, with all that stands above it, itself included.
 */
export function ancestorsOf(tenantId: Id, organizationIds: readonly Id[] | Sql): Sql {
  return sql`(select ancestor_id, descendant_id, depth from organization_closure
    where tenant_id = ${tenantId}::bigint and descendant_id ${oneOf(organizationIds)})`;
}

/** A subquery of `(ancestor_id, descendant_id, depth)` between two columns of a larger statement. */
export function closureOf(tenantId: Id): Sql {
  return sql`(select ancestor_id, descendant_id, depth from organization_closure where tenant_id = ${tenantId}::bigint)`;
}

/**
 * A condition: the organization in `column` is one of the roots or lies beneath one. `strictly`: beneath only. `offset 0` keeps
 * it a probe of one row for each organization: joined instead, it may begin with all that lies beneath the root of a county.
 */
export function isWithin(tenantId: Id, column: Sql, roots: readonly Id[], strictly = false): Sql {
  return sql`exists (select from organization_closure
    where tenant_id = ${tenantId}::bigint and descendant_id = ${column}
      and ancestor_id ${oneOf(roots)} ${strictly ? sql`and depth > 0` : nothing} offset 0)`;
}

/** Writes the closure rows of a tenant's first organization, or of another beneath its parent. */
export async function attach(session: Session, organizationId: Id, parentId: Id | null): Promise<void> {
  await session.query(sql`
    insert into organization_closure (tenant_id, ancestor_id, descendant_id, depth)
    select tenant_id, ancestor_id, ${organizationId}::bigint, depth + 1 from organization_closure
    where tenant_id = ${session.tenantId}::bigint and descendant_id = ${parentId}::bigint
    union all
    select ${session.tenantId}::bigint, ${organizationId}::bigint, ${organizationId}::bigint, 0`);
}

/** As `attach`, of many organizations whose parents are written already. */
export async function attachAll(session: Session, pairs: readonly { id: Id; parentId: Id }[]): Promise<void> {
  await session.query(sql`
    with new as (select id, parent_id from unnest(${pairs.map(({ id }) => id)}::bigint[],
      ${pairs.map(({ parentId }) => parentId)}::bigint[]) as new (id, parent_id))
    insert into organization_closure (tenant_id, ancestor_id, descendant_id, depth)
    select c.tenant_id, c.ancestor_id, new.id, c.depth + 1 from new
    join organization_closure c on c.tenant_id = ${session.tenantId}::bigint and c.descendant_id = new.parent_id
    union all
    select ${session.tenantId}::bigint, id, id, 0 from new`);
}

/**
 * Moves a subtree in the closure beneath another parent: only rows between ancestors that are not common to both places
 * and the subtree are touched. The caller holds the structure lock and has refused cycles.
 */
export async function moveSubtree(session: Session, organizationId: Id, newParentId: Id): Promise<void> {
  await session.query(sql`
    delete from organization_closure c
    using organization_closure beneath, organization_closure above
    where beneath.tenant_id = ${session.tenantId}::bigint and beneath.ancestor_id = ${organizationId}::bigint
      and above.tenant_id = ${session.tenantId}::bigint and above.descendant_id = ${organizationId}::bigint and above.depth > 0
      and c.tenant_id = ${session.tenantId}::bigint
      and c.ancestor_id = above.ancestor_id and c.descendant_id = beneath.descendant_id
      and not exists (select from organization_closure kept
        where kept.tenant_id = ${session.tenantId}::bigint
          and kept.ancestor_id = above.ancestor_id and kept.descendant_id = ${newParentId}::bigint)`);
  await session.query(sql`
    insert into organization_closure as c (tenant_id, ancestor_id, descendant_id, depth)
    select ${session.tenantId}::bigint, above.ancestor_id, beneath.descendant_id, above.depth + 1 + beneath.depth
    from organization_closure above cross join organization_closure beneath
    where above.tenant_id = ${session.tenantId}::bigint and above.descendant_id = ${newParentId}::bigint
      and beneath.tenant_id = ${session.tenantId}::bigint and beneath.ancestor_id = ${organizationId}::bigint
    on conflict (tenant_id, ancestor_id, descendant_id) do update set depth = excluded.depth
      where c.depth <> excluded.depth`);
}

/** Writes the closure rows of what stands above each of the organizations anew, from their paths. The caller holds the structure lock. */
export async function rebuildClosure(session: Session, organizationIds: readonly Id[]): Promise<void> {
  await session.query(sql`
    delete from organization_closure c using organization o
    where c.tenant_id = ${session.tenantId}::bigint and c.descendant_id = any(${organizationIds}::bigint[])
      and o.tenant_id = c.tenant_id and o.id = c.descendant_id
      and not c.ancestor_id = any(string_to_array(o.path, '/')::bigint[])`);
  await session.query(sql`
    insert into organization_closure as c (tenant_id, ancestor_id, descendant_id, depth)
    select o.tenant_id, above.id, o.id, o.depth + 1 - above.place
    from organization o cross join lateral unnest(string_to_array(o.path, '/')::bigint[]) with ordinality as above (id, place)
    where o.tenant_id = ${session.tenantId}::bigint and o.id = any(${organizationIds}::bigint[])
    on conflict (tenant_id, ancestor_id, descendant_id) do update set depth = excluded.depth where c.depth <> excluded.depth`);
}

/** The table as a bulk load writes it. */
export const closureLoad = {
  table: 'organization_closure',
  columns: ['tenant_id', 'ancestor_id', 'descendant_id', 'depth'],
} as const;

/** A query of `(id, fault)`: where the closure differs from what the parents say; none when all is well. */
export function closureFaults(tenantId: Id): Sql {
  return sql`
    ${walkByParents(tenantId)}, said as (
      select above.id as ancestor_id, w.id as descendant_id, cardinality(w.ids) - above.place::int as depth
      from walk w cross join lateral unnest(w.ids) with ordinality as above (id, place)
    ), stored as (
      select ancestor_id, descendant_id, depth::int from organization_closure where tenant_id = ${tenantId}::bigint
    )
    select descendant_id as id, format('lacks the row of %s, %s above', ancestor_id, depth) as fault
      from (table said except table stored) missing
    union all
    select descendant_id, format('has a row of %s, %s above, which its parents do not say', ancestor_id, depth)
      from (table stored except table said) surplus`;
}

/** Writes the closure of a tenant anew where it differs from what the parents say. The caller holds the structure lock and has mended the paths. */
export async function mendClosure(session: Session): Promise<number> {
  const rows = await session.query<{ id: Id }>(sql`
    select distinct f.id from (${closureFaults(session.tenantId)}) f
    where f.id in (select id from (${walkByParents(session.tenantId)} select id from walk) reached)`);
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await rebuildClosure(session, ids);
  return ids.length;
}
