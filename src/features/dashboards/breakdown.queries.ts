import { closureOf, subtreeOf } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { defineLoader, grouped } from '../../graphql/loader';
import { storable } from '../../graphql/text';
import { levelByCode } from '../organizations/level';
import { organizationColumns, siblingOrder, toOrganization } from '../organizations/organization.columns';
import type { Organization } from '../organizations/organization.entity';
import { countByGroup, type GroupCounts } from './count.sql';
import { noCounts, sumOf, type Breakdown } from './counts.type';

/** What a breakdown is asked of, and by what. */
interface BreakdownKey {
  rootId: Id;
  level: string;
  kind: string | null | undefined;
}

/**
 * Counts by organization of one level beneath each root; what lies beneath none of them is counted once more, as
 * elsewhere. Two statements for all roots that are asked alike: the rows, then the counts.
 */
export const breakdownLoader = defineLoader<BreakdownKey, Breakdown>(
  async (ctx, keys) => {
    const answers = new Map<string, Breakdown>();
    for (const question of new Set(keys.map(questionOf))) {
      const group = keys.filter((key) => questionOf(key) === question);
      const breakdowns = await readBreakdowns(ctx, group);
      group.forEach((key, index) => answers.set(identityOf(key), breakdowns[index] as Breakdown));
    }
    return keys.map((key) => answers.get(identityOf(key)) as Breakdown);
  },
  (key) => identityOf(key),
);

const questionOf = ({ level, kind }: BreakdownKey) => JSON.stringify([level, kind]);
const identityOf = (key: BreakdownKey) => `${key.rootId} ${questionOf(key)}`;

async function readBreakdowns(ctx: ReadContext, keys: readonly BreakdownKey[]): Promise<Breakdown[]> {
  const [{ level, kind }] = keys as [BreakdownKey];
  const rootIds = keys.map(({ rootId }) => rootId);
  const { rank } = levelByCode(ctx, level);
  const organizations = await rowsOf(ctx, rootIds, rank, kind == null ? undefined : storable(kind));
  const counted = await countRows(ctx, rootIds, organizations);
  const groups = grouped(rootIds, counted, ({ rootId }) => rootId);
  return rootIds.map((_id, index) => assemble(organizations[index] ?? [], groups[index] ?? []));
}

/** Every organization beneath a root belongs to the row it stands at or beneath; rows of a root are never nested. */
function countRows(
  ctx: ReadContext,
  rootIds: readonly Id[],
  organizations: readonly (readonly Organization[])[],
): Promise<GroupCounts[]> {
  const tenantId = tenantOf(ctx);
  const pairs = rootIds.flatMap((rootId, index) => (organizations[index] ?? []).map(({ id }) => ({ rootId, id })));
  return countByGroup(
    ctx,
    sql`select s.ancestor_id as root_id, r.row_id as group_id, o.id
      from ${subtreeOf(tenantId, rootIds)} s
      join organization o on o.tenant_id = ${tenantId}::bigint and o.id = s.descendant_id and o.dissolved_on is null
      left join (
        select wanted.root_id, wanted.row_id, c.descendant_id
        from unnest(${pairs.map(({ rootId }) => rootId)}::bigint[], ${pairs.map(({ id }) => id)}::bigint[])
          as wanted (root_id, row_id)
        join ${closureOf(tenantId)} c on c.ancestor_id = wanted.row_id
      ) r on r.root_id = s.ancestor_id and r.descendant_id = o.id`,
  );
}

function assemble(organizations: readonly Organization[], counted: readonly GroupCounts[]): Breakdown {
  const byRow = new Map(counted.map(({ groupId, counts }) => [groupId, counts]));
  return {
    rows: organizations.map((organization) => ({ organization, counts: byRow.get(organization.id) ?? noCounts() })),
    elsewhere: byRow.get(null) ?? noCounts(),
    total: sumOf([...byRow.values()]),
  };
}

/** The organizations of that rank and kind beneath each root, in the order of the tree. */
async function rowsOf(
  ctx: ReadContext,
  rootIds: readonly Id[],
  rank: number,
  kind: string | undefined,
): Promise<Organization[][]> {
  const tenantId = tenantOf(ctx);
  const above = await query<{ rootId: Id }>(
    ctx,
    sql`select s.ancestor_id as "rootId", ${organizationColumns}
      from ${subtreeOf(tenantId, rootIds)} s
      join organization o on o.tenant_id = ${tenantId}::bigint and o.id = s.descendant_id
      where s.depth > 0 and o.level_rank <= ${rank}::smallint and o.dissolved_on is null
      order by ${siblingOrder}`,
  );
  const wanted = (each: Organization) => each.levelRank === rank && (kind === undefined || each.kind === kind);
  return grouped(rootIds, above, ({ rootId }) => rootId).map((rows, index) =>
    topmost(rootIds[index] as Id, rows.map(toOrganization), wanted),
  );
}

/** Those that are wanted, depth first, siblings in the order they come in; what stands beneath one of them is part of it. */
function topmost(
  rootId: Id,
  organizations: readonly Organization[],
  wanted: (each: Organization) => boolean,
): Organization[] {
  const childrenOf = new Map<Id | null, Organization[]>();
  for (const organization of organizations) {
    const siblings = childrenOf.get(organization.parentId);
    if (siblings) siblings.push(organization);
    else childrenOf.set(organization.parentId, [organization]);
  }
  const walk = (id: Id): Organization[] =>
    (childrenOf.get(id) ?? []).flatMap((child) => (wanted(child) ? [child] : walk(child.id)));
  return walk(rootId);
}
