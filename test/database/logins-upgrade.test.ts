import { createDataSource } from '../../ormconfig';
import { migrate } from '../../src/database/migrate';
import { migrations } from '../../src/database/migrations';
import { Accounts1764100000000 } from '../../src/database/migrations/1764100000000-accounts';
import { cloneDatabase, type TestDatabase } from '../setup/database';
import { connected } from './catalog';

let database: TestDatabase;
let name: string;
beforeAll(async () => {
  database = await cloneDatabase();
  name = `upgraded_${database.ownerUrl.split('_').at(-1)}`;
  await connected(database.administratorUrl, (client) => client.query(`create database ${name} owner sanlou_owner`));
});
afterAll(async () => {
  await connected(database.administratorUrl, (client) => client.query(`drop database ${name} with (force)`));
  await database.drop();
});

test('logins and grants that were there before stay, each login with the code of its tenant', async () => {
  const url = database.ownerUrl.replace(/[^/]+$/, name);
  const earlier = migrations.slice(0, migrations.indexOf(Accounts1764100000000));
  const before = await createDataSource(url).setOptions({ migrations: earlier }).initialize();
  await migrate(before);
  await before.destroy();
  await connected(url, async (client) => {
    for (const id of [1, 2]) {
      await client.query(`begin; set local app.tenant_id = '${id}';
        insert into tenant (id, code, name) values (${id}, 'county-${id}', 'county');
        insert into organization_level (tenant_id, rank, code, name) values (${id}, 0, 'COUNTY', 'county');
        insert into organization (tenant_id, id, level_rank, name, search_terms, path, depth) values (${id}, ${id}, 0, 'c', 'c', '${id}', 0);
        insert into account (tenant_id, id, name, organization_id) values (${id}, ${id}, 'a', ${id});
        insert into login (issuer, subject, name, tenant_id, account_id) values ('i', 's${id}', 'a', ${id}, ${id});
        insert into role_grant (tenant_id, account_id, role, organization_id, starts_on) values (${id}, ${id}, 'VIEWER', ${id}, '2020-01-01');
        commit`);
    }
    await client.query(`insert into login (issuer, subject, name) values ('i', 'operator', 'o')`);
  });

  const after = await createDataSource(url).initialize();
  await migrate(after);
  await after.destroy();
  await connected(url, async (client) => {
    const { rows } = await client.query('select subject, tenant_code as code from login order by subject');
    expect(rows).toEqual([
      { subject: 'operator', code: null },
      { subject: 's1', code: 'county-1' },
      { subject: 's2', code: 'county-2' },
    ]);
    await client.query(`begin; set local app.tenant_id = '2'`);
    const grants = await client.query('select account_id, delegated_from, appointment_id from role_grant');
    expect(grants.rows).toEqual([{ account_id: '2', delegated_from: null, appointment_id: null }]);
  });
});
