import { subtreeOf } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { tenantOf } from '../../graphql/context';
import { defineLoader, inOrder } from '../../graphql/loader';
import { countByGroup } from './count.sql';
import { noCounts, type Counts } from './counts.type';

/** Counts of each organization with everything beneath it; one statement for all of them. */
export const countsLoader = defineLoader<Id, Counts>(async (ctx, ids) => {
  const tenantId = tenantOf(ctx);
  const counted = await countByGroup(
    ctx,
    sql`select s.ancestor_id as root_id, null::bigint as group_id, o.id
      from ${subtreeOf(tenantId, ids)} s
      join organization o on o.tenant_id = ${tenantId}::bigint and o.id = s.descendant_id and o.dissolved_on is null`,
  );
  return inOrder(ids, counted, ({ rootId }) => rootId).map((group) => group?.counts ?? noCounts());
});
