import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql, type Sql } from '../../database/sql';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { defineLoader, grouped, inGroups } from '../../graphql/loader';
import { gridsAt } from '../grids/grids-at';
import { membershipsAt } from '../memberships/memberships-at';
import { given } from '../organizations/history/beneath-at';
import { momentKey, type Moment } from '../organizations/history/moment';
import { organizationsAt } from '../organizations/history/organizations-at';
import type { Organization } from '../organizations/organization.entity';
import { isVacantOn } from '../posts/post.columns';
import { hasFewFullMembers, isCovered, isInGrid, isOfLevel, ofMembers } from './broken.sql';
import { CoverageRule, type CoverageCounts } from './coverage-rule';

/** How many rows break each rule at and beneath an organization, at the moment at which it was read. */
export function coverageCounts(ctx: ReadContext, organization: Organization): Promise<CoverageCounts> {
  return loader(ctx).load(organization);
}

/** One statement for all organizations of one moment, whatever is asked of them. */
const loader = defineLoader<Organization, CoverageCounts>(
  (ctx, organizations) =>
    inGroups(
      organizations,
      ({ moment }) => momentKey(moment),
      (group) => readCounts(ctx, group),
    ),
  ({ id, moment }) => `${id} ${momentKey(moment)}`,
);

async function readCounts(ctx: ReadContext, roots: readonly Organization[]): Promise<CoverageCounts[]> {
  const tenantId = tenantOf(ctx);
  const moment = roots[0]?.moment;
  const rows = await query<{ rootId: Id; rule: CoverageRule; count: number }>(
    ctx,
    sql`with place as materialized (
        select root.id as root_id, o.id, o.path, o.level_rank, o.dissolved_on
        from ${given(roots)} join ${organizationsAt(tenantId, moment)} o
          on o.tenant_id = ${tenantId}::bigint and o.path >= root.path and o.path < root.path_end)
      ${ofPlaces(ctx, moment)} union all ${ofPosts(ctx, roots, moment)}`,
  );
  const ids = roots.map(({ id }) => id);
  return grouped(ids, rows, ({ rootId }) => rootId).map((counted) => {
    const counts = new Map(counted.map(({ rule, count }) => [rule, count]));
    return Object.fromEntries(
      Object.values(CoverageRule).map((rule) => [rule, counts.get(rule) ?? 0]),
    ) as CoverageCounts;
  });
}

/** Queries of `(rootId, rule, count)` over the places `o` of a moment, dissolved ones included. */
function ofPlaces(ctx: ReadContext, moment: Moment | undefined): Sql {
  const tenantId = tenantOf(ctx);
  return sql`
    select o.root_id as "rootId", ${CoverageRule.GRIDS_WITHOUT_ORGANIZATION} as rule, count(*)::int as count
    from place o join ${gridsAt(tenantId, moment)} g on g.tenant_id = ${tenantId}::bigint and g.organization_id = o.id
    where o.dissolved_on is not null group by o.root_id
    union all
    select o.root_id, ${CoverageRule.MEMBERS_IN_NO_GRID}, count(*)::int
    from place o join ${membershipsAt(tenantId, moment)} m on m.organization_id = o.id and ${ofMembers(ctx, moment)}
    where o.dissolved_on is null and not ${isInGrid(tenantId, moment)} group by o.root_id
    union all
    select o.root_id, ${CoverageRule.BUILDING_GROUPS_IN_NO_GRID}, count(*)::int
    from place o where ${isOfLevel(ctx, 'BUILDING_GROUP')} and not ${isCovered(tenantId, moment)} group by o.root_id
    union all
    select o.root_id, ${CoverageRule.BRANCHES_BELOW_THREE_FULL_MEMBERS}, count(*)::int
    from place o where ${isOfLevel(ctx, 'BRANCH')} and ${hasFewFullMembers(ctx, moment)} group by o.root_id`;
}

/** As `ofPlaces`, of posts: they are those of today, where they are today, and only what the actor reaches today. */
function ofPosts(ctx: ReadContext, roots: readonly Organization[], moment: Moment | undefined): Sql {
  const tenantId = tenantOf(ctx);
  const ids = roots.map(({ id }) => id);
  return sql`select root.id, ${CoverageRule.VACANT_POSTS}, count(*)::int
    from (select *, path || '0' as path_end from organization where tenant_id = ${tenantId}::bigint and id = any(${ids}::bigint[]) offset 0) root
    join organization o on o.tenant_id = ${tenantId}::bigint and o.path >= root.path and o.path < root.path_end and o.dissolved_on is null
    join post p on p.tenant_id = o.tenant_id and p.organization_id = o.id and p.abolished_on is null
    where root.tenant_id = ${tenantId}::bigint and root.id = any(${ids}::bigint[])
      and ${isWithin(tenantId, sql`root.id`, ctx.actor.rootsFor('organization:read'))}
      and ${isVacantOn(moment?.asOf ?? ctx.actor.today)}
    group by root.id`;
}
