import type { Id } from '../../database/id';
import type { Database } from '../../database/session';
import type { Log } from '../../log';

const mostAtOnce = 2_000;

/** Seals what waits, of every tenant; several processes may do so side by side. Answers how many entries were sealed. */
export async function sealAudit(database: Database, log: Log): Promise<number> {
  const { rows } = await database.pool.query<{ tenantId: Id }>(
    'select tenant_id as "tenantId" from tenants_with_unsealed_audit()',
  );
  let sealed = 0;
  for (const { tenantId } of rows) {
    try {
      sealed += await sealTenant(database, tenantId);
    } catch (error) {
      log.error({ err: error, tenant: tenantId }, 'Audit entries could not be sealed.');
    }
  }
  return sealed;
}

/** Seals what waits in one tenant, a transaction for each 2,000. */
export async function sealTenant({ pool }: Database, tenantId: Id): Promise<number> {
  let sealed = 0;
  for (;;) {
    const { rows } = await pool.query<{ count: number }>('select seal_audit($1, $2) as count', [tenantId, mostAtOnce]);
    const count = rows[0]?.count ?? 0;
    sealed += count;
    if (count < mostAtOnce) return sealed;
  }
}
