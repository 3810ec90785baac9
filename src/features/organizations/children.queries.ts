import { subtreeOf } from '../../database/closure';
import type { Id } from '../../database/id';
import { oneOf, sql } from '../../database/sql';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { defineLoader } from '../../graphql/loader';
import { organizationColumns, siblingOrder, toOrganization } from './organization.columns';
import type { Organization } from './organization.entity';

interface ChildrenKey {
  id: Id;
  levels: number;
}

/**
 * Children of each organization, and theirs, down to `levels`: one closure query for the whole nested selection. What was
 * read along hangs at each organization as `loadedChildren`, so that the levels beneath ask for nothing.
 */
export const childrenLoader = defineLoader<ChildrenKey, Organization[]>(
  async (ctx, keys) => {
    const byLevels = new Map<number, Map<Id, Organization[]>>();
    for (const levels of new Set(keys.map((key) => key.levels))) {
      const ids = keys.filter((key) => key.levels === levels).map(({ id }) => id);
      byLevels.set(levels, await readChildren(ctx, ids, levels));
    }
    return keys.map(({ id, levels }) => byLevels.get(levels)?.get(id) ?? []);
  },
  ({ id, levels }) => `${levels} ${id}`,
);

/** The children of every organization less than `levels` beneath one of the ids, by parent. */
async function readChildren(ctx: ReadContext, ids: readonly Id[], levels: number): Promise<Map<Id, Organization[]>> {
  const tenantId = tenantOf(ctx);
  // The closure holds every descendant of an ancestor side by side: for the children alone their parent is the shorter way.
  const beneath =
    levels === 1
      ? sql`o.parent_id ${oneOf(ids)}`
      : sql`o.id in (select descendant_id from ${subtreeOf(tenantId, ids, levels)} s where depth > 0)`;
  const rows = await query(
    ctx,
    sql`select ${organizationColumns} from organization o
      where o.tenant_id = ${tenantId}::bigint and ${beneath} and o.dissolved_on is null
      order by ${siblingOrder}`,
  );
  return assemble(rows.map(toOrganization), ids, levels);
}

/** Hangs each organization at its parent; the rows come in the order of siblings, so each list does. */
export function assemble(
  organizations: readonly Organization[],
  ids: readonly Id[],
  levels: number,
): Map<Id, Organization[]> {
  const childrenOf = new Map<Id, Organization[]>(ids.map((id) => [id, []]));
  for (const organization of organizations) {
    const parentId = organization.parentId as Id;
    const siblings = childrenOf.get(parentId);
    if (siblings) siblings.push(organization);
    else childrenOf.set(parentId, [organization]);
  }
  // The lowest level's own children were not read; every other level's were, none included.
  let level = ids.flatMap((id) => childrenOf.get(id) ?? []);
  for (let depth = 1; depth < levels; depth += 1) {
    for (const organization of level) organization.loadedChildren = childrenOf.get(organization.id) ?? [];
    level = level.flatMap((organization) => organization.loadedChildren ?? []);
  }
  return childrenOf;
}
