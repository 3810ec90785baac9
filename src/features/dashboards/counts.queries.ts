import { subtreeOf } from '../../database/closure';
import { sql, type Sql } from '../../database/sql';
import { tenantOf, type ReadContext } from '../../graphql/context';
import { defineLoader, inGroups, inOrder } from '../../graphql/loader';
import { beneathAt } from '../organizations/history/beneath-at';
import { countByGroup } from './count.sql';
import { readCounters } from './counters.queries';
import { noCounts, type Counts } from './counts.type';
import { rollUpKey, type RollUp } from './roll-up';
import { sourcesOf } from './sources.sql';

/** Counts of each organization with everything beneath it; one statement for all that are asked alike. */
export const countsLoader = defineLoader<RollUp, Counts>(
  (ctx, keys) => inGroups(keys, rollUpKey, (group) => readCounts(ctx, group)),
  (key) => `${key.root.id} ${rollUpKey(key)}`,
);

async function readCounts(ctx: ReadContext, group: readonly RollUp[]): Promise<Counts[]> {
  const [first] = group as [RollUp];
  const ids = group.map(({ root }) => root.id);
  const counters = first.moment ? undefined : await readCounters(ctx, ids);
  if (counters) return ids.map((id) => counters.get(id) ?? noCounts());
  const counted = await countByGroup(ctx, placesOf(ctx, group), sourcesOf(ctx, first));
  return inOrder(ids, counted, ({ rootId }) => rootId).map((found) => found?.counts ?? noCounts());
}

function placesOf(ctx: ReadContext, group: readonly RollUp[]): Sql {
  const tenantId = tenantOf(ctx);
  const roots = group.map(({ root }) => root);
  if (roots[0]?.moment) {
    return sql`select root.id as root_id, null::bigint as group_id, o.id ${beneathAt(tenantId, roots)}`;
  }
  const ids = roots.map(({ id }) => id);
  return sql`select s.ancestor_id as root_id, null::bigint as group_id, o.id
    from ${subtreeOf(tenantId, ids)} s
    join organization o on o.tenant_id = ${tenantId}::bigint and o.id = s.descendant_id and o.dissolved_on is null`;
}
