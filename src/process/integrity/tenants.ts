import type { Id } from '../../database/id';
import { openSnapshot } from '../../database/open';
import type { Database } from '../../database/session';

export interface KnownTenant {
  id: Id;
  code: string;
}

/** Every tenant, or the one of that code. Row-level security shows one at a time, to the owner too, so each id is tried. */
export async function listTenants(database: Database, code?: string): Promise<KnownTenant[]> {
  const { rows } = await database.pool.query<{ last: string }>('select last_value as last from tenant_id_seq');
  const tenants: KnownTenant[] = [];
  for (let id = 1; id <= Number(rows[0]?.last ?? 0); id += 1) {
    const { session, rows: found } = await openSnapshot<KnownTenant>(
      database,
      String(id),
      `select id, code from tenant where id = ${id}`,
    );
    await session.rollback();
    tenants.push(...found);
  }
  if (code === undefined) return tenants;
  const named = tenants.filter((tenant) => tenant.code === code);
  if (named.length === 0) throw new Error(`There is no tenant ${code}.`);
  return named;
}
