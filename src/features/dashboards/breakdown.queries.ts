import type { Id } from '../../database/id';
import { sql, type Sql } from '../../database/sql';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { defineLoader, grouped, inGroups } from '../../graphql/loader';
import { storable } from '../../graphql/text';
import { beneathAt, given } from '../organizations/history/beneath-at';
import { toOrganizationAt } from '../organizations/history/organizations-at';
import { levelByCode } from '../organizations/level';
import { organizationColumns, siblingOrder } from '../organizations/organization.columns';
import type { Organization } from '../organizations/organization.entity';
import { countByGroup, type GroupCounts } from './count.sql';
import { readCounters } from './counters.queries';
import { noCounts, sumOf, without, type Breakdown, type Counts } from './counts.type';
import { rollUpKey, type RollUp } from './roll-up';
import { sourcesOf } from './sources.sql';

/** What a breakdown is asked of, and by what. */
interface BreakdownKey extends RollUp {
  level: string;
  kind: string | null | undefined;
}

/**
 * Counts by organization of one level beneath each root; what lies beneath none of them is counted once more, as
 * elsewhere. Two statements for all roots that are asked alike: the rows, then the counts of roots and rows together.
 */
export const breakdownLoader = defineLoader<BreakdownKey, Breakdown>(
  (ctx, keys) => inGroups(keys, questionOf, (group) => readBreakdowns(ctx, group)),
  (key) => `${key.root.id} ${questionOf(key)}`,
);

const questionOf = (key: BreakdownKey) => `${rollUpKey(key)} ${JSON.stringify([key.level, key.kind])}`;

async function readBreakdowns(ctx: ReadContext, keys: readonly BreakdownKey[]): Promise<Breakdown[]> {
  const [first] = keys as [BreakdownKey];
  const { level, kind } = first;
  const roots = keys.map(({ root }) => root);
  const rootIds = roots.map(({ id }) => id);
  const { rank } = levelByCode(ctx, level);
  const organizations = await rowsOf(ctx, roots, rank, kind == null ? undefined : storable(kind));
  if (!first.moment) {
    const counters = await readCounters(ctx, [...new Set([rootIds, ...organizations.map(idsOf)].flat())]);
    if (counters) return rootIds.map((id, index) => fromCounters(counters, id, organizations[index] ?? []));
  }
  const counted = await countByGroup(ctx, placesOf(ctx, roots, organizations), sourcesOf(ctx, first));
  const groups = grouped(rootIds, counted, ({ rootId }) => rootId);
  return rootIds.map((_id, index) => assemble(organizations[index] ?? [], groups[index] ?? []));
}

const idsOf = (organizations: readonly Organization[]) => organizations.map(({ id }) => id);

/** The total is that of the root; what its rows do not have of it is elsewhere. */
function fromCounters(
  counters: ReadonlyMap<Id, Counts>,
  rootId: Id,
  organizations: readonly Organization[],
): Breakdown {
  const of = (id: Id) => counters.get(id) ?? noCounts();
  const rows = organizations.map((organization) => ({ organization, counts: of(organization.id) }));
  const total = of(rootId);
  return { rows, elsewhere: without(total, sumOf(rows.map(({ counts }) => counts))), total };
}

/**
 * Every organization beneath a root belongs to the row it stands at or beneath, which its path names; rows of a root are never
 * nested. A full join is the one that PostgreSQL never does row by row, however few it expects; a part of a path is most often
 * no row, and every row is the end of one path.
 */
function placesOf(
  ctx: ReadContext,
  roots: readonly Organization[],
  organizations: readonly (readonly Organization[])[],
): Sql {
  const pairs = roots.flatMap((root, index) => (organizations[index] ?? []).map(({ id }) => ({ rootId: root.id, id })));
  return sql`select place.root_id, max(wanted.row_id) as group_id, place.id
    from (
      select root.id as root_id, o.id, unnest(string_to_array(o.path, '/')::bigint[]) as part ${beneathAt(tenantOf(ctx), roots)}
    ) place
    full join unnest(${pairs.map(({ rootId }) => rootId)}::bigint[], ${pairs.map(({ id }) => id)}::bigint[])
      as wanted (root_id, row_id) on wanted.root_id = place.root_id and wanted.row_id = place.part
    group by place.root_id, place.id`;
}

function assemble(organizations: readonly Organization[], counted: readonly GroupCounts[]): Breakdown {
  const byRow = new Map(counted.map(({ groupId, counts }) => [groupId, counts]));
  return {
    rows: organizations.map((organization) => ({ organization, counts: byRow.get(organization.id) ?? noCounts() })),
    elsewhere: byRow.get(null) ?? noCounts(),
    total: sumOf([...byRow.values()]),
  };
}

/**
 * What stands today beneath the organization `root` down to a rank. Each rank by itself is one range of the index, however
 * much lies beneath.
 */
export function beneathToRank(ctx: ReadContext, rank: number): Sql {
  const ranks = ctx.actor.tenant.levels.map((each) => each.rank).filter((each) => each <= rank);
  return sql`select o.* from unnest(${ranks}::smallint[]) as wanted (rank)
    cross join lateral (select * from organization o
      where o.tenant_id = ${tenantOf(ctx)}::bigint and o.level_rank = wanted.rank
        and o.path > root.path and o.path < root.path_end and o.dissolved_on is null offset 0) o`;
}

/** The organizations of that rank and kind beneath each root, in the order of the tree. */
async function rowsOf(
  ctx: ReadContext,
  roots: readonly Organization[],
  rank: number,
  kind: string | undefined,
): Promise<Organization[][]> {
  const tenantId = tenantOf(ctx);
  const rootIds = roots.map(({ id }) => id);
  const moment = roots[0]?.moment;
  const beneath = moment
    ? sql`select root.id as "rootId", ${organizationColumns} ${beneathAt(tenantId, roots)}
      where o.id <> root.id and o.level_rank <= ${rank}::smallint`
    : sql`select root.id as "rootId", ${organizationColumns}
      from ${given(roots)} cross join lateral (${beneathToRank(ctx, rank)}) o`;
  const above = await query<{ rootId: Id }>(ctx, sql`${beneath} order by ${siblingOrder}`);
  const wanted = (each: Organization) => each.levelRank === rank && (kind === undefined || each.kind === kind);
  return grouped(rootIds, above, ({ rootId }) => rootId).map((rows, index) =>
    topmost(
      rootIds[index] as Id,
      rows.map((row) => toOrganizationAt(row, moment)),
      wanted,
    ),
  );
}

/** Those that are wanted, depth first, siblings in the order they come in; what stands beneath one of them is part of it. */
export function topmost<Row extends Pick<Organization, 'id' | 'parentId'>>(
  rootId: Id,
  organizations: readonly Row[],
  wanted: (each: Row) => boolean,
): Row[] {
  const childrenOf = new Map<Id | null, Row[]>();
  for (const organization of organizations) {
    const siblings = childrenOf.get(organization.parentId);
    if (siblings) siblings.push(organization);
    else childrenOf.set(organization.parentId, [organization]);
  }
  const walk = (id: Id): Row[] =>
    (childrenOf.get(id) ?? []).flatMap((child) => (wanted(child) ? [child] : walk(child.id)));
  return walk(rootId);
}
