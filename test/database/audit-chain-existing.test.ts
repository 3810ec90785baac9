import type { Client } from 'pg';
import { AuditChain1764130000000 } from '../../src/database/migrations/1764130000000-audit-chain';
import { AuditApiKey1764210000000 } from '../../src/database/migrations/1764210000000-audit-api-key';
import { findFaults } from '../../src/process/integrity/find-faults';
import { createPool } from '../../src/database/pool';
import { createLog } from '../../src/log';
import { cloneDatabase, type TestDatabase } from '../setup/database';
import { before, upgrade } from './before-migration';
import { connected, inTenant } from './catalog';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

/** The counties `one` of 3 entries, `none` of none, `two` of 2,500; answers their ids with how many they have. */
async function fill(client: Client): Promise<[tenantId: string, count: number][]> {
  const filled: [string, number][] = [];
  for (const [code, count] of [
    ['one', 3],
    ['none', 0],
    ['two', 2_500],
  ] as const) {
    const { rows } = await client.query<{ id: string }>(`select nextval('tenant_id_seq') as id`);
    const id = rows[0]?.id ?? '';
    await client.query(`begin; set local app.tenant_id = '${id}';
      insert into tenant (id, code, name) values (${id}, '${code}', '${code}');
      insert into organization_level (tenant_id, rank, code, name) values (${id}, 0, 'COUNTY', '县');
      insert into organization (tenant_id, id, level_rank, name, search_terms, path, depth) values (${id}, 1, 0, '县', '', '1', 0);
      insert into organization_closure (tenant_id, ancestor_id, descendant_id, depth) values (${id}, 1, 1, 0);
      insert into account (tenant_id, id, name, organization_id) values (${id}, 1, 'who', 1);
      insert into audit_entry (tenant_id, account_id, request_id, action, node_type, node_id, organization_id, occurred_at)
        select ${id}, 1, 'r', 'a.b', 'Person', n, 1, '2020-01-01' from generate_series(1, ${count}) n;
      commit`);
    filled.push([id, count]);
  }
  return filled;
}

async function expectWhole(url: string, filled: readonly [string, number][]): Promise<void> {
  const pool = createPool(url, createLog('silent'));
  try {
    for (const [tenantId, count] of filled) {
      expect(await findFaults({ pool }, tenantId)).toMatchObject({ found: [], extent: { auditEntries: count } });
      expect(await lastNumber(url, tenantId)).toEqual({ count, last: count });
    }
  } finally {
    await pool.end();
  }
}

const lastNumber = (url: string, tenantId: string) =>
  connected(url, (client) =>
    inTenant(client, tenantId, async () => {
      const { rows } = await client.query<object>(
        'select count(*)::int, coalesce(max(number), 0)::int as last from audit_seal',
      );
      return rows[0];
    }),
  );

test('entries that were there before the chain are its first links, each tenant by itself', async () => {
  await before(database, AuditChain1764130000000, async (url) => {
    const filled = await connected(url, fill);
    expect((await upgrade(url))[0]).toBe('AuditChain1764130000000');
    await expectWhole(url, filled);
  });
});

test('what was sealed before entries named API keys still fits its hash, and the chain goes on', async () => {
  await before(database, AuditApiKey1764210000000, async (url) => {
    const filled = await connected(url, async (client) => {
      const made = await fill(client);
      for (const [tenantId, count] of made) {
        expect((await client.query('select seal_audit($1, 10000) as count', [tenantId])).rows).toEqual([{ count }]);
      }
      return made;
    });
    const texts = (tenantId: string) =>
      connected(url, (client) =>
        inTenant(client, tenantId, async () => {
          const { rows } = await client.query('select id, audit_canonical(e) as text from audit_entry e order by id');
          return rows as object[];
        }),
      );
    const [[one = ''] = []] = filled;
    const written = await texts(one);
    expect((await upgrade(url))[0]).toBe('AuditApiKey1764210000000');
    expect(await texts(one)).toEqual(written);
    await expectWhole(url, filled);

    await connected(url, (client) =>
      client.query(`begin; set local app.tenant_id = '${one}';
        insert into api_key (tenant_id, id, account_id, name, prefix, key_hash, hashed_with, organization_id, created_by, created_at, expires_at)
          values (${one}, 1, 1, 'key', 'abcdefgh2345', sha256('x'), 'k', 1, 1, now(), now() + interval '1 day');
        insert into audit_entry (tenant_id, account_id, api_key_id, request_id, action, node_type, node_id, organization_id)
          values (${one}, 1, 1, 'r', 'a.b', 'Person', 4, 1);
        commit; select seal_audit(${one}, 10)`),
    );
    await expectWhole(url, [[one, 4]]);
  });
});
