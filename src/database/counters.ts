import type { Id } from './id';
import { closureOf } from './closure';
import { sql, type Sql } from './sql';

// The only file that names the tables of the counters. The folded totals of an organization are those of a moment gone by;
// what has changed since waits as rows at the organizations where it changed. Both together are exact.

/** The figures that are counted, as the tables name them. */
const figures = ['organizations', 'grids', 'full_members', 'probationary', 'applicants'] as const;

/**
 * A query of `(id, organizations, grids, full_members, probationary, applicants)`: each of the organizations with everything
 * beneath it, on a day that is not before the last one folded.
 */
export function totalsOn(tenantId: Id, organizationIds: readonly Id[], day: string): Sql {
  return sql`
    with wanted as materialized (select id from unnest(${organizationIds}::bigint[]) as wanted (id)),
    changed as materialized (
      select organization_id, sum(organizations) as organizations, sum(grids) as grids, sum(full_members) as full_members,
        sum(probationary) as probationary, sum(applicants) as applicants
      from count_delta where tenant_id = ${tenantId}::bigint and counts_from <= ${day}::date group by organization_id
    ), added as (
      select w.id, sum(d.organizations) as organizations, sum(d.grids) as grids, sum(d.full_members) as full_members,
        sum(d.probationary) as probationary, sum(d.applicants) as applicants
      from changed d
      -- One probe of the closure for each changed organization, however many lie beneath those that are asked for.
      cross join lateral (select ancestor_id from ${closureOf(tenantId)} c where c.descendant_id = d.organization_id offset 0) above
      join wanted w on w.id = above.ancestor_id group by w.id
    )
    select w.id, (coalesce(c.organizations, 0) + coalesce(a.organizations, 0))::int as organizations,
      (coalesce(c.grids, 0) + coalesce(a.grids, 0))::int as grids,
      (coalesce(c.full_members, 0) + coalesce(a.full_members, 0))::int as full_members,
      (coalesce(c.probationary, 0) + coalesce(a.probationary, 0))::int as probationary,
      (coalesce(c.applicants, 0) + coalesce(a.applicants, 0))::int as applicants
    from wanted w
    left join organization_count c on c.tenant_id = ${tenantId}::bigint and c.organization_id = w.id
    left join added a on a.id = w.id`;
}

/** A condition: the counters have gone past the day, and no longer know of it. */
export function isCountedPast(tenantId: Id, day: string): Sql {
  return sql`(select counted_through > ${day}::date from tenant where id = ${tenantId}::bigint)`;
}
