import type { Id } from '../../database/id';
import { nothing, sql, verbatim, type Sql } from '../../database/sql';
import { query, type ReadContext } from '../../graphql/context';
import type { Counts } from './counts.type';
import type { Sources } from './sources.sql';

/** Counts of one group of places; `groupId` is null for what belongs to none. */
export interface GroupCounts {
  rootId: Id;
  groupId: Id | null;
  counts: Counts;
}

/** Counts organizations, grids and memberships by group, in one statement; `places` is a query of `(root_id, group_id, id)`. */
export async function countByGroup(ctx: ReadContext, places: Sql, sources: Sources): Promise<GroupCounts[]> {
  const { organizations, grids, memberships, isWhole } = sources;
  // What is read whole has no index by its place: a full join is the one that PostgreSQL never does row by row.
  const meeting = isWhole ? verbatim('full join') : verbatim('join');
  const rows = await query<Counts & { rootId: Id | null; groupId: Id | null }>(
    ctx,
    sql`with place as materialized (${places})
      select root_id as "rootId", group_id as "groupId", sum(organizations)::int as organizations, sum(grids)::int as grids,
        sum(full_members + probationary)::int as members, sum(full_members)::int as "fullMembers",
        sum(probationary)::int as "probationaryMembers", sum(applicants)::int as applicants
      from (
        select p.root_id, p.group_id, count(${organizations ? sql`o.place_id` : sql`*`}) as organizations, 0 as grids, 0 as full_members,
          0 as probationary, 0 as applicants
        from place p ${organizations ? sql`${meeting} (${organizations}) o on o.place_id = p.id` : nothing} group by p.root_id, p.group_id
        union all
        select p.root_id, p.group_id, 0, count(g.place_id), 0, 0, 0
        from place p ${meeting} (${grids}) g on g.place_id = p.id
        group by p.root_id, p.group_id
        union all
        select p.root_id, p.group_id, 0, 0, count(*) filter (where m.status = 'FULL'), count(*) filter (where m.status = 'PROBATIONARY'),
          count(*) filter (where m.status in ('APPLICANT', 'ACTIVIST', 'DEVELOPMENT_TARGET'))
        from place p ${meeting} (${memberships}) m on m.place_id = p.id group by p.root_id, p.group_id
      ) counted
      group by root_id, group_id`,
  );
  // What is at no place is of no root.
  return rows.flatMap(({ rootId, groupId, ...counts }) => (rootId === null ? [] : [{ rootId, groupId, counts }]));
}
