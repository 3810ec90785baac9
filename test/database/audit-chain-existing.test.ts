import { createDataSource } from '../../ormconfig';
import { migrate } from '../../src/database/migrate';
import { migrations } from '../../src/database/migrations';
import { AuditChain1764130000000 } from '../../src/database/migrations/1764130000000-audit-chain';
import { findFaults } from '../../src/process/integrity/find-faults';
import { createPool } from '../../src/database/pool';
import { createLog } from '../../src/log';
import { cloneDatabase, type TestDatabase } from '../setup/database';
import { connected, inTenant } from './catalog';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

test('entries that were there before the chain are its first links, each tenant by itself', async () => {
  const name = `before_${database.ownerUrl.split('_').at(-1)}`;
  const url = database.ownerUrl.replace(/[^/]+$/, name);
  await connected(database.administratorUrl, (client) => client.query(`create database ${name} owner sanlou_owner`));
  const pool = createPool(url, createLog('silent'));
  try {
    const before = await createDataSource(url)
      .setOptions({ migrations: migrations.slice(0, migrations.indexOf(AuditChain1764130000000)) })
      .initialize();
    await migrate(before);
    await before.destroy();
    await connected(url, async (client) => {
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
      }
    });

    const after = await createDataSource(url).initialize();
    expect((await migrate(after))[0]).toBe('AuditChain1764130000000');
    await after.destroy();

    for (const [tenantId, count] of [
      ['1', 3],
      ['2', 0],
      ['3', 2_500],
    ] as const) {
      expect(await findFaults({ pool }, tenantId)).toMatchObject({ found: [], extent: { auditEntries: count } });
      await connected(url, (client) =>
        inTenant(client, tenantId, async () => {
          const { rows } = await client.query(
            'select count(*)::int, coalesce(max(number), 0)::int as last from audit_seal',
          );
          expect(rows).toEqual([{ count, last: count }]);
        }),
      );
    }
  } finally {
    await pool.end();
    await connected(database.administratorUrl, (client) => client.query(`drop database ${name} with (force)`));
  }
});
