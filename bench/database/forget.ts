import { Client } from 'pg';
import { takeStructureLock } from '../../src/database/lock';
import { rebuildDerived } from './derived';

/** What every code and reference begins with that a job writes. */
export const written = 'bench-';

const belongsTo = `external_reference like '${written}%' and tenant_id = any($1)`;

/** Takes away what the jobs wrote in these tenants, so that the next one finds the database as it was. */
export async function forgetWritten(superuserUrl: string, tenantIds: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    // As in a load: what would check or record each row is left out, and so everything that hangs from it is named here.
    await client.query('begin; set local session_replication_role = replica');
    // Sanlou goes on folding meanwhile: of what changes beneath it, it would wait for us and we for it.
    for (const id of tenantIds) await client.query(takeStructureLock(id, 'exclusive'));
    const people = `select id from person where ${belongsTo}`;
    const members = `select id from membership where tenant_id = any($1) and person_id in (${people})`;
    const organizations = `select id from organization where ${belongsTo}`;
    for (const statement of [
      `delete from membership_version where tenant_id = any($1) and membership_id in (${members})`,
      `delete from membership where tenant_id = any($1) and person_id in (${people})`,
      `delete from person where ${belongsTo}`,
      `delete from organization_version where tenant_id = any($1) and organization_id in (${organizations})`,
      `delete from organization_closure where tenant_id = any($1) and descendant_id in (${organizations})`,
      `delete from organization where ${belongsTo}`,
    ]) {
      await client.query(statement, [tenantIds]);
    }
    await rebuildDerived(client, tenantIds);
    await client.query('commit');
    await client.query(
      'vacuum analyze organization, organization_closure, organization_version, person, membership, membership_version',
    );
  } finally {
    await client.end();
  }
}
