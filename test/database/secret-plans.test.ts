import { Client } from 'pg';
import { keysInUse, keysOfTenant } from '../../src/features/people/keys-in-use';
import { secretHashes } from '../../src/features/people/secret-columns';
import { useSecretKey } from '../../src/features/people/secrets';
import { testKey } from '../setup/keys';
import { giveSecrets } from '../setup/secrets';
import { World } from '../setup/world';
import { inTenant } from './catalog';

let world: World;
let application: Client;
beforeAll(async () => {
  world = await World.open();
  application = new Client({ connectionString: world.database.applicationUrl });
  await application.connect();
});
afterAll(async () => {
  await application.end();
  await world.close();
});

/** The plan as the application role has it, where row-level security stands between a condition and an index. */
async function planOf(tenantId: string, text: string, values: unknown[] = []): Promise<string> {
  return inTenant(application, tenantId, async () => {
    await application.query('set local enable_seqscan = off; set local enable_bitmapscan = off');
    const { rows } = await application.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}

test('which keys are in use is told from their index, a look for each key', async () => {
  const { id } = await world.tenant();
  const plan = await planOf(id, keysOfTenant(Number(id)));
  for (const column of ['phone_key', 'identity_number_key']) {
    expect(plan).toMatch(new RegExp(`Index Only Scan using person_${column}[^]*?Index Cond: [^\\n]*${column} > used`));
  }
  expect(plan).not.toMatch(/Seq Scan|Filter: [^\n]*_key/);
});

test('a number is found by the index of its hash', async () => {
  const { id } = await world.tenant();
  const plan = await planOf(
    id,
    `select id from person where tenant_id = ${id}::bigint and phone_hash = any($1::bytea[])`,
    [secretHashes(id, 'phone', '13800001111')],
  );
  expect(plan).toMatch(/Index Scan using person_phone_hash[^]*Index Cond: [^\n]*phone_hash = ANY/);
});

test('keys of every tenant and of both numbers are told, each once', async () => {
  const keys = [testKey(51), testKey(52), testKey(53)];
  const tenants = [await world.tenant(), await world.tenant()];
  try {
    for (const [index, { key }] of keys.entries()) {
      useSecretKey(key);
      for (const tenant of tenants.slice(0, index + 1)) {
        const person = await tenant.person(tenant.root);
        await giveSecrets(tenant, person, index === 2 ? { identityNumber: 'x' } : { phone: '13800001111' });
        await tenant.person(tenant.root);
      }
    }
  } finally {
    useSecretKey(testKey(7).key);
  }
  expect([...(await keysInUse({ pool: world.pool }))].sort()).toEqual(keys.map(({ id }) => id).sort());
});
