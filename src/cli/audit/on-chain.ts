import { readConfig } from '../../config';
import { createJobPool, refuseUnboundRole } from '../../database/pool';
import { openSnapshot } from '../../database/open';
import type { Session } from '../../database/session';
import { findTenant } from '../../features/accounts/find-account';
import { sealTenant } from '../../features/audit/seal-audit';
import { createLog } from '../../log';
import { joinServer } from '../../process/server-urls';

/** Reads the chain of a tenant in one snapshot, as the application role; what waits to be sealed is sealed before. */
export async function onChain<Result>(code: string, work: (session: Session) => Promise<Result>): Promise<Result> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const server = await joinServer(config, log);
  try {
    const pool = createJobPool(server.applicationUrl, log);
    try {
      await refuseUnboundRole(pool);
      const tenantId = await findTenant({ pool }, code);
      if (!tenantId) throw new Error(`There is no tenant ${code}.`);
      await sealTenant({ pool }, tenantId);
      const { session } = await openSnapshot({ pool }, tenantId, 'select');
      try {
        return await work(session);
      } finally {
        await session.rollback();
      }
    } finally {
      await pool.end();
    }
  } finally {
    await server.stop();
  }
}
