import type { Id } from '../../database/id';
import { wholeTables, type IntegrityCheck } from '../../database/integrity';
import { openSnapshot } from '../../database/open';
import type { Database, Session } from '../../database/session';
import { sql } from '../../database/sql';
import { integrityChecks } from './checks';

/** How much of a tenant was looked at. */
export interface Extent {
  organizations: number;
  versions: number;
  memberships: number;
  grids: number;
  auditEntries: number;
}

/** What one check found: the first rows, and how many there are. */
export interface Found extends Pick<IntegrityCheck, 'name' | 'of'> {
  faults: { id: Id; fault: string }[];
  total: number;
}

const mostTold = 100;

/** Whatever differs in one tenant, in one snapshot: it may be asked while others write. */
export async function findFaults(database: Database, tenantId: Id): Promise<{ extent: Extent; found: Found[] }> {
  const { session } = await openSnapshot(database, tenantId, wholeTables);
  try {
    const found: Found[] = [];
    for (const check of integrityChecks) found.push(await ask(session, check));
    return { extent: await extentOf(session), found: found.filter(({ total }) => total > 0) };
  } finally {
    await session.rollback();
  }
}

async function ask(session: Session, { name, of, faults }: IntegrityCheck): Promise<Found> {
  const rows = await session.query<{ id: Id; fault: string; total: number }>(
    sql`select f.id, f.fault, (count(*) over ())::int as total from (${faults(session.tenantId)}) f
      order by f.id, f.fault limit ${mostTold}::int`,
  );
  return { name, of, faults: rows.map(({ id, fault }) => ({ id, fault })), total: rows[0]?.total ?? 0 };
}

async function extentOf(session: Session): Promise<Extent> {
  const { tenantId } = session;
  const [row] = await session.query<Extent>(sql`select
    (select count(*)::int from organization where tenant_id = ${tenantId}::bigint) as organizations,
    (select count(*)::int from organization_version where tenant_id = ${tenantId}::bigint) as versions,
    (select count(*)::int from membership where tenant_id = ${tenantId}::bigint) as memberships,
    (select count(*)::int from grid where tenant_id = ${tenantId}::bigint) as grids,
    (select count(*)::int from audit_entry where tenant_id = ${tenantId}::bigint) as "auditEntries"`);
  return row as Extent;
}
