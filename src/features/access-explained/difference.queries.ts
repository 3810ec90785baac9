import { grantHeldAtEndOf } from '../../access/grant.sql';
import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql, type Sql } from '../../database/sql';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { defineLoader, inGroups } from '../../graphql/loader';
import { given } from '../organizations/history/beneath-at';
import { organizationsAt } from '../organizations/history/organizations-at';
import type { DatedGrant, DatedPlace } from './compare-access';
import type { AccessDifference } from './difference.type';

export interface Days {
  from: string;
  to: string;
}

interface GrantRow {
  role: DatedGrant['role'];
  covered: Id[] | null;
  wasHeld: boolean;
  wasAt: Id;
  isHeld: boolean;
  isAt: Id;
}

/** What the account held on either day. Which building groups a grid covers has no history: they are those of today. */
export async function readDatedGrants(ctx: ReadContext, accountId: Id, { from, to }: Days): Promise<DatedGrant[]> {
  const tenantId = tenantOf(ctx);
  const rows = await query<GrantRow>(
    ctx,
    sql`select g.role, ${heldOn(ctx, from)} as "wasHeld", ${placeOn(tenantId, from)} as "wasAt",
        ${heldOn(ctx, to)} as "isHeld", ${placeOn(tenantId, to)} as "isAt",
        case when g.grid_id is not null then array(select b.organization_id::text from grid_building_group b
          where b.tenant_id = g.tenant_id and b.grid_id = g.grid_id) end as covered
      from role_grant g join account a on a.tenant_id = g.tenant_id and a.id = g.account_id
      where g.tenant_id = ${tenantId}::bigint and g.account_id = ${accountId}::bigint
        and (${heldOn(ctx, from)} or ${heldOn(ctx, to)})`,
  );
  return rows.map(({ role, covered, wasHeld, wasAt, isHeld, isAt }) => ({
    ...{ role, covered },
    was: { isHeld: wasHeld, placeId: wasAt },
    is: { isHeld, placeId: isAt },
  }));
}

/** Whoever is suspended holds nothing; a suspension that was lifted is not remembered. */
function heldOn(ctx: ReadContext, day: string): Sql {
  const { timeZone } = ctx.actor.tenant;
  return sql`(${grantHeldAtEndOf(day, timeZone)}
    and (a.suspended_at is null or (a.suspended_at at time zone ${timeZone})::date > ${day}::date))`;
}

/** Where the grant `g` held on the day: a merge or a split takes one along that is kept to a grid. */
function placeOn(tenantId: Id, day: string): Sql {
  return sql`coalesce((select c.from_organization_id from reorganization_carried c
    join reorganization r on r.tenant_id = c.tenant_id and r.id = c.reorganization_id
    where c.tenant_id = ${tenantId}::bigint and c.kind = 'role_grant' and c.row_id = g.id and r.undone_at is null
      and r.effective_on > ${day}::date order by r.effective_on limit 1), g.organization_id)`;
}

/**
 * Every organization where a change can begin, with all that stands above it on the later day: where the grants are, where the
 * viewer's own sight begins, and what lay beneath the grants and has had more than one parent since the earlier day.
 */
export async function readDatedPlaces(
  ctx: ReadContext,
  grants: readonly DatedGrant[],
  { from, to }: Days,
): Promise<DatedPlace[]> {
  const tenantId = tenantOf(ctx);
  const last = to > ctx.actor.today ? to : ctx.actor.today;
  const sight = ctx.actor.rootsFor('organization:read');
  const roots = grants.flatMap(({ covered, was, is }) => [...(covered ?? []), was.placeId, is.placeId]);
  const since = (version: 'v' | 'top') =>
    version === 'v' ? believed(tenantId, sql`v`, from, last) : believed(tenantId, sql`top`, from, last);
  return query(
    ctx,
    sql`with tops as materialized (
        select distinct top.path, top.path || '0' as path_end from organization_version top
        where ${since('top')} and top.organization_id = any(${roots}::bigint[])
      ), moved as (
        select v.organization_id as id from organization_version v
        where ${since('v')} and v.organization_id in (
          select v.organization_id from tops join organization_version v on v.path >= tops.path and v.path < tops.path_end and ${since('v')})
        group by v.organization_id having count(distinct v.parent_id) > 1
      ), named as (
        select id from moved union select id from unnest(${[...roots, ...sight]}::bigint[]) as named (id)
      ), wanted as (
        select id from named
        union
        select above.id from ${organizationsAt(tenantId, { asOf: to, knownAt: null })} o
        cross join lateral unnest(string_to_array(o.path, '/')::bigint[]) as above (id)
        where o.id in (select id from named)
      )
      select w.id, before.path as was, after.path as is, ${isWithin(tenantId, sql`w.id`, sight)} as "isVisible"
      from wanted w
      left join ${organizationsAt(tenantId, { asOf: from, knownAt: null })} before on before.id = w.id
      left join ${organizationsAt(tenantId, { asOf: to, knownAt: null })} after on after.id = w.id`,
  );
}

/** A condition: the version is believed, and was in force at some time since the earlier day. */
function believed(tenantId: Id, version: Sql, from: string, last: string): Sql {
  return sql`${version}.tenant_id = ${tenantId}::bigint and ${version}.superseded_at = 'infinity'
    and ${version}.valid_to > ${from}::date and ${version}.valid_from <= ${last}::date`;
}

/** How many organizations change alike: what stands at and beneath the place, but for where something else happens. */
export const countAlike = defineLoader<AccessDifference, number>((ctx, differences) =>
  inGroups(
    differences,
    ({ day }) => day,
    async (group) => {
      const places = group.flatMap(({ organizationId: id, key: path, otherwise }) => [{ id, path }, ...otherwise]);
      const distinct = [...new Map(places.map((place) => [place.id, { ...place, depth: 0 }])).values()];
      const moment = { asOf: group[0]?.day ?? '', knownAt: null };
      const rows = await query<{ id: Id; count: number }>(
        ctx,
        sql`select root.id, (select count(*)::int from ${organizationsAt(tenantOf(ctx), moment)} o
              where o.path >= root.path and o.path < root.path_end and o.dissolved_on is null) as count
            from ${given(distinct)}`,
      );
      const counts = new Map(rows.map(({ id, count }) => [id, count]));
      const countOf = (id: Id) => counts.get(id) ?? 0;
      return group.map(({ organizationId, otherwise }) =>
        otherwise.reduce((left, { id }) => left - countOf(id), countOf(organizationId)),
      );
    },
  ),
);
