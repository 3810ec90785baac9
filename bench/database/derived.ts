import type { Client } from 'pg';

/**
 * Writes anew what the product derives from the tables by triggers, after rows were written or taken away without them; of all
 * tenants where none is named. What is derived beside closure, paths and history belongs here.
 */
export async function rebuildDerived(_client: Client, _tenantIds?: readonly string[]): Promise<void> {}
