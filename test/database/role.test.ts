import { createPool, refuseUnboundRole } from '../../src/database/pool';
import { createLog } from '../../src/log';
import { cloneDatabase, type TestDatabase } from '../setup/database';
import { connected } from './catalog';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

test('the application role is neither owner nor superuser nor exempt, and belongs to no other role', async () => {
  const { rows } = await connected(database.applicationUrl, (client) =>
    client.query(`
    select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
      (select count(*)::int from pg_class where relowner = r.oid) as owned,
      (select count(*)::int from pg_auth_members where member = r.oid) as memberships
    from pg_roles r where rolname = current_user`),
  );
  expect(rows).toEqual([
    {
      rolname: 'sanlou_app',
      ...{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false },
      ...{ owned: 0, memberships: 0 },
    },
  ]);
});

test('the product refuses to run as a role that the policies do not bind', async () => {
  const { administratorUrl, ownerUrl, applicationUrl } = database;
  await connected(administratorUrl, (client) =>
    client.query(`drop role if exists exempt; create role exempt login bypassrls password 'exempt'`),
  );
  const exempt = new URL(applicationUrl);
  exempt.username = 'exempt';
  exempt.password = 'exempt';
  const judged: Record<string, string> = {};
  for (const [name, url] of Object.entries({ administratorUrl, ownerUrl, exempt: exempt.href, applicationUrl })) {
    const pool = createPool(url, createLog('silent'));
    judged[name] = await refuseUnboundRole(pool).then(
      () => 'accepted',
      (error: Error) => error.message.replace(/role \w+/, 'role'),
    );
    await pool.end();
  }
  const refused = 'The database role is not bound by row-level security. Connect as the application role (sanlou_app).';
  expect(judged).toEqual({ administratorUrl: refused, ownerUrl: refused, exempt: refused, applicationUrl: 'accepted' });
});
