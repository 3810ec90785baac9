import { createJobPool } from '../../database/pool';
import type { Database } from '../../database/session';
import { useSecretKey } from '../../features/people/secrets';
import { createLog } from '../../log';
import { openKeyRing } from '../../process/secret-key';
import { asOwner } from '../owner';

/** Does work as the owner of the tables, with the keys of personal secrets at hand. */
export function withKeys(work: (database: Database) => Promise<void>): Promise<void> {
  return asOwner(async (ownerUrl, config) => {
    const { current, older } = await openKeyRing(config);
    useSecretKey(current, older);
    const pool = createJobPool(ownerUrl, createLog(config.logLevel));
    try {
      await work({ pool });
    } finally {
      await pool.end();
    }
  });
}
