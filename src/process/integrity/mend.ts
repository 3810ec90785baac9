import { mendClosure } from '../../database/closure';
import { mendCounters } from '../../database/counters';
import type { Id } from '../../database/id';
import { wholeTables } from '../../database/integrity';
import { openTransaction } from '../../database/open';
import type { Database } from '../../database/session';
import { mendPlaces, mendVersionPlaces } from '../../features/organizations/history/mend-places';

/** How many organizations and versions were written anew, and of how many organizations the counts were wrong. */
export interface Mended {
  places: number;
  closures: number;
  versionPlaces: number;
  counters: number;
}

/** Derives paths, depths, the closure and the counters of a tenant anew. Facts are left as they are: which of two is right, nobody here knows. */
export async function mendDerived(database: Database, tenantId: Id): Promise<Mended> {
  const { session } = await openTransaction(database, tenantId, 'exclusive', wholeTables);
  try {
    const places = await mendPlaces(session);
    const closures = await mendClosure(session);
    const versionPlaces = await mendVersionPlaces(session);
    const counters = await mendCounters(session);
    await session.commit();
    return { places, closures, versionPlaces, counters };
  } catch (error) {
    await session.rollback().catch(() => undefined);
    throw error;
  }
}
