import { createPool } from '../../src/database/pool';
import { Counters1764300000000 } from '../../src/database/migrations/1764300000000-counters';
import { createLog } from '../../src/log';
import { findFaults } from '../../src/process/integrity/find-faults';
import { cloneDatabase, type TestDatabase } from '../setup/database';
import { before, upgrade } from './before-migration';
import { connected, inTenant } from './catalog';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

test('what was there before is counted by the migration, each tenant by itself; what is to come waits for its day', async () => {
  await before(database, Counters1764300000000, async (url) => {
    const ids = await connected(url, async (client) => {
      const made: string[] = [];
      for (const code of ['one', 'none', 'two']) {
        const { rows } = await client.query<{ id: string }>(`select nextval('tenant_id_seq') as id`);
        const id = rows[0]?.id ?? '';
        made.push(id);
        await client.query(`begin; set local app.tenant_id = '${id}';
          insert into tenant (id, code, name) values (${id}, '${code}', '${code}');
          insert into organization_level (tenant_id, rank, code, name) values (${id}, 0, 'COUNTY', '县'), (${id}, 1, 'STREET', '街道');
          insert into organization (tenant_id, id, level_rank, name, search_terms, path, depth) values (${id}, 1, 0, '县', '', '1', 0);
          insert into organization (tenant_id, id, parent_id, level_rank, name, search_terms, path, depth, dissolved_on)
            values (${id}, 2, 1, 1, '街', '', '1/2', 1, null), (${id}, 3, 1, 1, '撤', '', '1/3', 1, '2020-01-01');
          insert into organization_closure values (${id}, 1, 1, 0), (${id}, 1, 2, 1), (${id}, 2, 2, 0), (${id}, 1, 3, 1), (${id}, 3, 3, 0);
          commit`);
        if (code === 'none') continue;
        await client.query(`begin; set local app.tenant_id = '${id}';
          insert into grid (tenant_id, organization_id, name, code) values (${id}, 2, 'g', 'g');
          insert into person (tenant_id, id, organization_id, name, pinyin) select ${id}, n, 2, 'n', 'n' from generate_series(1, 4) n;
          insert into membership (tenant_id, person_id, organization_id, status, status_since, started_on, ended_on, end_reason) values
            (${id}, 1, 2, 'FULL', '2019-07-01', '2019-07-01', null, null), (${id}, 2, 3, 'FULL', '2019-07-01', '2019-07-01', '2020-01-01', 'LEFT'),
            (${id}, 3, 2, 'APPLICANT', '2019-08-01', '2019-08-01', '2999-01-01', 'LEFT'), (${id}, 4, 1, 'PROBATIONARY', '2998-01-01', '2998-01-01', null, null);
          commit`);
      }
      return made;
    });
    expect((await upgrade(url))[0]).toBe('Counters1764300000000');

    const pool = createPool(url, createLog('silent'));
    for (const id of ids) expect((await findFaults({ pool }, id)).found).toEqual([]);
    await pool.end();
    const stored = (id: string) =>
      connected(url, (client) =>
        inTenant(client, id, async () => [
          ...(
            await client.query({
              text: 'select organization_id::int, organizations, grids, full_members, probationary, applicants from organization_count order by 1',
              rowMode: 'array',
            })
          ).rows,
          ...(
            await client.query({
              text: 'select organization_id::int, counts_from::text, full_members, probationary, applicants from count_delta order by 2',
              rowMode: 'array',
            })
          ).rows,
          ...(await client.query({ text: 'select counted_through::text from tenant', rowMode: 'array' })).rows,
        ]),
      );
    const some = [
      [1, 2, 1, 1, 0, 1],
      [2, 1, 1, 1, 0, 1],
      [1, '2998-01-01', 0, 1, 0],
      [2, '2999-01-01', 0, 0, -1],
      ['2020-01-01'],
    ];
    expect(await Promise.all(ids.map(stored))).toEqual([
      some,
      [[1, 2, 0, 0, 0, 0], [2, 1, 0, 0, 0, 0], ['-infinity']],
      some,
    ]);
  });
});
