import type { Id } from '../../database/id';
import type { Database } from '../../database/session';
import type { Log } from '../../log';

const mostAtOnce = 5_000;

/**
 * Adds what waits to the totals of the organizations above, of every tenant; several processes may do so side by side.
 * Answers how many changes were folded.
 */
export async function foldCounts(database: Database, now: () => Date, log: Log): Promise<number> {
  const at = now();
  const { rows } = await database.pool.query<{ tenantId: Id }>(
    'select tenant_id as "tenantId" from tenants_with_counts_to_fold($1)',
    [at],
  );
  let folded = 0;
  for (const { tenantId } of rows) {
    try {
      folded += await foldTenant(database, tenantId, at);
    } catch (error) {
      log.error({ err: error, tenant: tenantId }, 'Counts could not be folded.');
    }
  }
  return folded;
}

/** Folds what waits in one tenant, a transaction for each 5,000 changes. */
async function foldTenant({ pool }: Database, tenantId: Id, at: Date): Promise<number> {
  let folded = 0;
  for (;;) {
    const { rows } = await pool.query<{ count: number }>('select fold_counts($1, $2, $3) as count', [
      ...[tenantId, at, mostAtOnce],
    ]);
    const count = rows[0]?.count ?? 0;
    folded += count;
    if (count < mostAtOnce) return folded;
  }
}
