import { Client } from 'pg';
import { developmentIssuer } from '../../src/access/personas';
import type { TestActor, TestTenant } from '../setup/tenant';
import { World } from '../setup/world';
import { inTenant, refusal } from './catalog';

let world: World;
let application: Client;
let tenant: TestTenant;
let other: TestTenant;
let actor: TestActor;
let stranger: TestActor;
beforeAll(async () => {
  world = await World.open();
  tenant = await world.tenant();
  other = await world.tenant();
  actor = await tenant.actor();
  stranger = await other.actor();
  await other.rows(insert, [developmentIssuer, actor.name, 'elsewhere', other.id, stranger.id]);
  await other.rows('insert into login (issuer, subject, name) values ($1, $2, $2)', [developmentIssuer, 'operator']);
  application = new Client({ connectionString: world.database.applicationUrl });
  await application.connect();
});
afterAll(async () => {
  await application.end();
  await world.close();
});

const insert = 'insert into login (issuer, subject, name, tenant_id, account_id) values ($1, $2, $3, $4, $5)';
const seen = async () =>
  (await application.query<{ name: string }>('select name from login order by name')).rows.map(({ name }) => name);
const name = (subject: string) =>
  application.query(`set local app.issuer = '${developmentIssuer}'; set local app.subject = '${subject}'`);

test('without a tenant only the logins of the named subject are seen, of whatever tenant', async () => {
  // The second time the tenant was set on the same connection before.
  for (const before of [null, tenant.id]) {
    await inTenant(application, before, () => Promise.resolve());
    await inTenant(application, null, async () => {
      await name(actor.name);
      expect(await seen()).toEqual([actor.name, 'elsewhere'].sort());
    });
    await inTenant(application, null, async () => {
      await name('operator');
      expect(await seen()).toEqual(['operator']);
    });
  }
});

test('a connection that has named a subject before shows nothing of him, and nothing of a tenant', async () => {
  await inTenant(application, null, () => name(actor.name));
  await inTenant(application, null, async () => expect(await seen()).toEqual([]));
  await inTenant(application, null, async () => {
    expect(await refusal(application, 'select from tenant')).toMatch(
      /app\.tenant_id|invalid input syntax for type bigint/,
    );
  });
});

test('in a tenant its own logins are seen, whatever subject is named', async () => {
  await inTenant(application, tenant.id, async () => {
    expect(await seen()).toEqual([actor.name]);
    await name('operator');
    expect(await seen()).toEqual([actor.name]);
  });
  await inTenant(application, other.id, async () => expect(await seen()).toEqual([stranger.name, 'elsewhere'].sort()));
});

test('the application adds logins of its own tenant, nothing else', async () => {
  await inTenant(application, tenant.id, async () => {
    const added = (...values: unknown[]) => refusal(application, insert, values);
    expect(await added(developmentIssuer, 'new', 'new', tenant.id, actor.id)).toBe('ran: 1 rows');
    const wall = 'new row violates row-level security policy for table "login"';
    expect(await added(developmentIssuer, 'new', 'new', other.id, stranger.id)).toBe(wall);
    expect(await added(developmentIssuer, 'new', 'new', null, null)).toBe(wall);
    expect(await added(developmentIssuer, 'new', 'new', tenant.id, stranger.id)).toMatch(/foreign key constraint/);
    expect(await added(developmentIssuer, actor.name, 'twice', tenant.id, actor.id)).toMatch(/"login_once"/);
    expect(await added('', 'new', 'new', tenant.id, actor.id)).toMatch(/"login_issuer_check"/);
    expect(await added(developmentIssuer, '', 'new', tenant.id, actor.id)).toMatch(/"login_subject_check"/);
    // Older than it is, or of a tenant of another code, it would count where it should not.
    for (const text of [
      `insert into login (issuer, subject, name, tenant_id, account_id, created_at)
       values ('i', 's', 'n', ${tenant.id}, ${actor.id}, '2000-01-01')`,
      `insert into login (issuer, subject, name, tenant_id, account_id, tenant_code)
       values ('i', 's', 'n', ${tenant.id}, ${actor.id}, '${other.code}')`,
      'update login set name = name',
      'delete from login',
    ]) {
      expect(await refusal(application, text)).toBe('permission denied for table login');
    }
  });
  await inTenant(application, null, async () => {
    const added = await refusal(application, insert, [developmentIssuer, 'operator-2', 'n', null, null]);
    expect(added).toMatch(/app\.tenant_id|invalid input syntax for type bigint/);
  });
});

test('a login has the code of its tenant, also when that changes', async () => {
  const codes = () => other.rows(`select distinct tenant_code as code from login where tenant_id = $1`, [other.id]);
  expect(await codes()).toEqual([{ code: other.code }]);
  await other.rows(`update tenant set code = 'renamed' where id = $1`, [other.id]);
  expect(await codes()).toEqual([{ code: 'renamed' }]);
});
