import { subtreeOf } from '../database/closure';
import { sql } from '../database/sql';
import { query, tenantOf, type ReadContext } from './context';
import type { CostBounds } from './cost';

const keptFor = 60_000;
const mostKept = 1_000;
const kept = new Map<string, { bounds: CostBounds; until: number }>();

/** How many organizations lie within the actor's reach, by level. An estimate of cost, not an answer: kept for a minute. */
export async function boundsOf(ctx: ReadContext): Promise<CostBounds> {
  const roots = ctx.actor.rootsFor('organization:read');
  const key = `${tenantOf(ctx)} ${roots.join(' ')}`;
  const known = kept.get(key);
  if (known && known.until > Date.now()) return known.bounds;
  const bounds = await countByLevel(ctx, roots);
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, { bounds, until: Date.now() + keptFor });
  return bounds;
}

async function countByLevel(ctx: ReadContext, roots: string[]): Promise<CostBounds> {
  const tenantId = tenantOf(ctx);
  const rows = await query<{ code: string; count: number }>(
    ctx,
    sql`select l.code, count(distinct o.id)::int as count
      from ${subtreeOf(tenantId, roots)} s
      join organization o on o.tenant_id = ${tenantId}::bigint and o.id = s.descendant_id and o.dissolved_on is null
      join organization_level l on l.tenant_id = o.tenant_id and l.rank = o.level_rank
      group by l.code`,
  );
  return {
    organizations: rows.reduce((sum, { count }) => sum + count, 0),
    byLevel: new Map(rows.map(({ code, count }) => [code, count])),
  };
}
