import { isCountedPast, totalsOn } from '../../database/counters';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import type { Counts } from './counts.type';

/**
 * Counts of each organization with everything beneath it, today, from the counters: one statement, flat in the size of the
 * subtrees. Undefined where the counters are past the day of whoever asks: then it is to be counted.
 */
export async function readCounters(ctx: ReadContext, ids: readonly Id[]): Promise<Map<Id, Counts> | undefined> {
  const tenantId = tenantOf(ctx);
  const { today } = ctx.actor;
  const rows = await query<Counts & { id: Id; isPast: boolean }>(
    ctx,
    sql`select id, organizations, grids, full_members + probationary as members, full_members as "fullMembers",
        probationary as "probationaryMembers", applicants, ${isCountedPast(tenantId, today)} as "isPast"
      from (${totalsOn(tenantId, ids, today)}) t`,
  );
  if (rows[0]?.isPast) return undefined;
  return new Map(rows.map(({ id, isPast: _isPast, ...counts }) => [id, counts]));
}
