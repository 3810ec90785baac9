import { closureOf, subtreeOf } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql, type Sql } from '../../database/sql';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { defineLoader } from '../../graphql/loader';
import { holdsOn } from '../memberships/membership.columns';
import { siblingOrder, organizationColumns, toOrganization } from '../organizations/organization.columns';
import type { Organization } from '../organizations/organization.entity';
import { levelByCode } from '../organizations/level';
import { storable } from '../../graphql/text';
import { noCounts, sumOf, type Breakdown, type Counts } from './counts.type';

/** Counts of each organization with everything beneath it; one statement for all of them. */
export const countsLoader = defineLoader<Id, Counts>(async (ctx, ids) => {
  const tenantId = tenantOf(ctx);
  const counted = await countByGroup(
    ctx,
    sql`select s.ancestor_id as group_id, o.id
      from ${subtreeOf(tenantId, ids)} s
      join organization o on o.tenant_id = ${tenantId}::bigint and o.id = s.descendant_id and o.dissolved_on is null`,
  );
  return ids.map((id) => counted.get(id) ?? noCounts());
});

/** Counts by organization of one level beneath a root; what lies beneath none of them is counted once more, as elsewhere. */
export async function readBreakdown(
  ctx: ReadContext,
  root: Organization,
  level: string,
  kind?: string | null,
): Promise<Breakdown> {
  const tenantId = tenantOf(ctx);
  const organizations = await rowsOf(ctx, root, levelByCode(ctx, level).rank, kind);
  const counted = await countByGroup(
    ctx,
    sql`select r.ancestor_id as group_id, o.id
      from ${subtreeOf(tenantId, [root.id])} s
      join organization o on o.tenant_id = ${tenantId}::bigint and o.id = s.descendant_id and o.dissolved_on is null
      left join ${closureOf(tenantId)} r
        on r.descendant_id = o.id and r.ancestor_id = any(${organizations.map(({ id }) => id)}::bigint[])`,
  );
  const rows = organizations.map((organization) => ({
    organization,
    counts: counted.get(organization.id) ?? noCounts(),
  }));
  return { rows, elsewhere: counted.get(null) ?? noCounts(), total: sumOf([...counted.values()]) };
}

/** Counts of organizations, grids and memberships by group; `places` is a query of `(group_id, id)`. */
async function countByGroup(ctx: ReadContext, places: Sql): Promise<Map<Id | null, Counts>> {
  const tenantId = tenantOf(ctx);
  const rows = await query<Counts & { groupId: Id | null }>(
    ctx,
    sql`with place as materialized (${places})
      select group_id as "groupId", sum(organizations)::int as organizations, sum(grids)::int as grids,
        sum(full_members + probationary)::int as members, sum(full_members)::int as "fullMembers",
        sum(probationary)::int as "probationaryMembers", sum(applicants)::int as applicants
      from (
        select group_id, count(*) as organizations, 0 as grids, 0 as full_members, 0 as probationary, 0 as applicants
        from place group by group_id
        union all
        select p.group_id, 0, count(*), 0, 0, 0
        from place p join grid g on g.tenant_id = ${tenantId}::bigint and g.organization_id = p.id group by p.group_id
        union all
        select p.group_id, 0, 0, count(*) filter (where m.status = 'FULL'), count(*) filter (where m.status = 'PROBATIONARY'),
          count(*) filter (where m.status in ('APPLICANT', 'ACTIVIST', 'DEVELOPMENT_TARGET'))
        from place p join membership m on m.tenant_id = ${tenantId}::bigint and m.organization_id = p.id
        where ${holdsOn(ctx.actor.today)} group by p.group_id
      ) counted
      group by group_id`,
  );
  return new Map(rows.map(({ groupId, ...counts }) => [groupId, counts]));
}

/** The organizations of that rank and kind beneath the root, in the order of the tree. */
async function rowsOf(
  ctx: ReadContext,
  root: Organization,
  rank: number,
  kind?: string | null,
): Promise<Organization[]> {
  const tenantId = tenantOf(ctx);
  const above = await query(
    ctx,
    sql`select ${organizationColumns}
      from ${subtreeOf(tenantId, [root.id])} s
      join organization o on o.tenant_id = ${tenantId}::bigint and o.id = s.descendant_id
      where s.depth > 0 and o.level_rank <= ${rank}::smallint and o.dissolved_on is null
      order by ${siblingOrder}`,
  );
  const wanted = kind == null ? undefined : storable(kind);
  return inTreeOrder(root.id, above.map(toOrganization)).filter(
    (organization) => organization.levelRank === rank && (wanted === undefined || organization.kind === wanted),
  );
}

/** Depth first, siblings in the order they come in. */
function inTreeOrder(rootId: Id, organizations: readonly Organization[]): Organization[] {
  const childrenOf = new Map<Id | null, Organization[]>();
  for (const organization of organizations) {
    const siblings = childrenOf.get(organization.parentId);
    if (siblings) siblings.push(organization);
    else childrenOf.set(organization.parentId, [organization]);
  }
  const walk = (id: Id): Organization[] => (childrenOf.get(id) ?? []).flatMap((child) => [child, ...walk(child.id)]);
  return walk(rootId);
}
