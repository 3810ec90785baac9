import type { Id } from './id';
import { ancestorsOf, closureOf } from './closure';
import type { IntegrityCheck } from './integrity';
import type { Session } from './session';
import { Sql, sql, verbatim } from './sql';

// The only file that names the tables of the counters. The folded totals of an organization are those of a moment gone by;
// what has changed since waits as rows at the organizations where it changed. Both together are exact.

/**
 * A query of `(id, organizations, grids, full_members, probationary, applicants)`: each of the organizations with everything
 * beneath it, on a day that is not before the last one folded. They are given by ids, or as an expression of an array of ids.
 */
export function totalsOn(tenantId: Id, organizations: readonly Id[] | Sql, day: string): Sql {
  const organizationIds = organizations instanceof Sql ? organizations : sql`${organizations}::bigint[]`;
  // All of it is added up by one aggregate: whatever is joined by sizes that nobody foresees is joined row by row one day. What
  // stands above the changed organizations is one scan of the closure, and joined by a full join, which never is.
  return sql`
    with changed as materialized (
      select organization_id, ${sums}
      from count_delta where tenant_id = ${tenantId}::bigint and counts_from <= ${day}::date group by organization_id
    )
    select id, ${sums} from (
      select id, true as is_wanted, 0 as organizations, 0 as grids, 0 as full_members, 0 as probationary, 0 as applicants
      from unnest(${organizationIds}) as wanted (id)
      union all
      select organization_id, true, ${figures} from organization_count
      where tenant_id = ${tenantId}::bigint and organization_id = any(${organizationIds})
      union all
      select c.ancestor_id, false, ${figures} from changed d
      full join ${ancestorsOf(tenantId, sql`any(array(select organization_id from changed))`)} c
        on c.descendant_id = d.organization_id
    ) each group by id having bool_or(is_wanted)`;
}

/** A condition: the counters have gone past the day, and no longer know of it. */
export function isCountedPast(tenantId: Id, day: string): Sql {
  return sql`(select counted_through > ${day}::date from tenant where id = ${tenantId}::bigint)`;
}

/**
 * Where the counters of an organization, folded and waiting, differ from a recount, on the day that it is or that they are
 * past, and once all has come of which the day is known.
 */
export const counterCheck: IntegrityCheck = {
  name: 'counters by a recount',
  of: 'organization',
  faults: (tenantId) => sql`
    with clock as materialized (
      select greatest((now() at time zone time_zone)::date, counted_through) as today from tenant where id = ${tenantId}::bigint
    ), moment (name, day) as (
      select 'today', today from clock union all select 'in the end', 'infinity'
    ), standing as materialized (
      select id from organization where tenant_id = ${tenantId}::bigint and dissolved_on is null
    ), own as materialized (
      select moment.name, s.id, 1 as organizations, coalesce(g.grids, 0) as grids, coalesce(m.full_members, 0) as full_members,
        coalesce(m.probationary, 0) as probationary, coalesce(m.applicants, 0) as applicants
      from moment cross join standing s
      left join (
        select organization_id, count(*) as grids from grid where tenant_id = ${tenantId}::bigint group by organization_id
      ) g on g.organization_id = s.id
      left join (
        select moment.name, organization_id, count(*) filter (where status = 'FULL') as full_members,
          count(*) filter (where status = 'PROBATIONARY') as probationary,
          count(*) filter (where status in ('APPLICANT', 'ACTIVIST', 'DEVELOPMENT_TARGET')) as applicants
        from membership join moment on started_on <= moment.day and (ended_on is null or ended_on > moment.day)
        where tenant_id = ${tenantId}::bigint group by moment.name, organization_id
      ) m on m.organization_id = s.id and m.name = moment.name
    ), changed as materialized (
      select moment.name, organization_id as id, ${sums}
      from count_delta join moment on counts_from <= moment.day where tenant_id = ${tenantId}::bigint
      group by moment.name, organization_id
    ), counted as (
      select name, id, ${sums} from (
        select c.name, above.ancestor_id as id, ${figures} from changed c
        join ${closureOf(tenantId)} above on above.descendant_id = c.id
        union all
        select moment.name, organization_id, ${figures} from organization_count cross join moment where tenant_id = ${tenantId}::bigint
      ) each group by name, id
    ), recounted as (
      select o.name, above.ancestor_id as id, ${sums} from own o join ${closureOf(tenantId)} above on above.descendant_id = o.id
      group by o.name, above.ancestor_id
    )
    select coalesce(c.id, r.id) as id, format('counts %s, not %s %s', ${told('c')}, ${told('r')}, coalesce(c.name, r.name)) as fault
    from counted c full join recounted r on r.id = c.id and r.name = c.name
    where ${told('c')} <> ${told('r')}`,
};

const names = ['organizations', 'grids', 'full_members', 'probationary', 'applicants'];
const figures = verbatim(names.join(', '));
/** Sums of integers are made integers again: a sum of those would else be one of numerics. */
const sums = verbatim(names.map((name) => `sum(${name})::int as ${name}`).join(', '));

function told(row: string): Sql {
  return verbatim(`concat_ws('/', ${names.map((name) => `coalesce(${row}.${name}, 0)`).join(', ')})`);
}

/** Counts a tenant anew where the counters differ from a recount, as whoever owns the tables. The caller holds the structure lock and has mended the closure. */
export async function mendCounters(session: Session): Promise<number> {
  const [row] = await session.query<{ count: number }>(
    sql`select count(distinct id)::int as count from (${counterCheck.faults(session.tenantId)}) f`,
  );
  const count = row?.count ?? 0;
  if (count > 0) await session.query(sql`select rebuild_counts(${session.tenantId}::bigint, now())`);
  return count;
}
