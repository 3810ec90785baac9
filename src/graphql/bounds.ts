import type { GraphQLSchema } from 'graphql';
import { closureOf, subtreeOf } from '../database/closure';
import { sql } from '../database/sql';
import { query, tenantOf, type ReadContext } from './context';
import type { CostBounds } from './cost';
import type { Operation } from './operation';

const freshFor = 60_000;
const keptFor = 3_600_000;
const mostKept = 1_000;

interface Known {
  bounds: CostBounds;
  readAt: number;
}

/** Of each served schema its own: several apps in one process may read several databases, with tenants of the same ids. */
const keptBySchema = new WeakMap<GraphQLSchema, Map<string, Known>>();

/**
 * The real sizes within the actor's reach. An estimate of cost, not an answer: what is older than a minute is still taken, and
 * read again when the answer is on its way. In a large county nobody waits for it but the first.
 */
export async function boundsOf(ctx: Operation & ReadContext, schema: GraphQLSchema): Promise<CostBounds> {
  const kept = keptBySchema.get(schema) ?? new Map<string, Known>();
  keptBySchema.set(schema, kept);
  const roots = ctx.actor.rootsFor('organization:read');
  const key = `${tenantOf(ctx)} ${roots.join(' ')}`;
  const read = async () => {
    const known = { bounds: await readBounds(ctx, roots), readAt: Date.now() };
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, known);
    return known.bounds;
  };
  const known = kept.get(key);
  const age = known ? Date.now() - known.readAt : Infinity;
  if (!known || age > keptFor) return read();
  if (age > freshFor) {
    // Meanwhile it counts as fresh, so that one operation alone reads it.
    known.readAt = Date.now();
    ctx.afterAnswer(read);
  }
  return known.bounds;
}

async function readBounds(ctx: ReadContext, roots: string[]): Promise<CostBounds> {
  const tenantId = tenantOf(ctx);
  const rows = await query<{ level: string | null; levels: number | null; count: number }>(
    ctx,
    sql`with reach as materialized (
        select distinct descendant_id as id from ${subtreeOf(tenantId, roots)} s
      )
      select l.code as level, null::int as levels, count(*)::int as count
      from reach join organization o on o.tenant_id = ${tenantId}::bigint and o.id = reach.id and o.dissolved_on is null
      join organization_level l on l.tenant_id = o.tenant_id and l.rank = o.level_rank
      group by l.code
      union all
      select null, depth, max(count)::int from (
        select c.ancestor_id, c.depth::int, count(*) from ${closureOf(tenantId)} c
        join reach on reach.id = c.ancestor_id where c.depth > 0 group by c.ancestor_id, c.depth
      ) beneath group by depth`,
  );
  const ofLevel = new Map(rows.map(({ level, count }) => [level, count]));
  const beneath = new Map(rows.map(({ levels, count }) => [levels, count]));
  return {
    organizations: rows.reduce((sum, { level, count }) => sum + (level === null ? 0 : count), 0),
    ofLevel: (code) => ofLevel.get(code) ?? 0,
    beneath: (levels) => beneath.get(levels) ?? 0,
  };
}
