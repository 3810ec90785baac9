import type { Client } from 'pg';

/**
 * Writes anew what the product derives from the tables by triggers, after rows were written or taken away without them: the
 * counters; of all tenants where none is named. What is derived beside closure, paths and history belongs here.
 */
export async function rebuildDerived(client: Client, tenantIds?: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ id: string }>('select id from tenant order by id');
  for (const { id } of rows) {
    if (!tenantIds || tenantIds.includes(id)) await client.query('select rebuild_counts($1, now())', [id]);
  }
}
