import { developmentIssuer } from '../../src/access/personas';
import type { Caller } from '../setup/api';
import type { TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

const day = 24 * 60 * 60 * 1_000;
let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** An account of the tenant for a subject, whose login is so many days old. */
async function bind(tenant: TestTenant, subject: string, age: number): Promise<void> {
  const account = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  await tenant.rows(
    `insert into login (issuer, subject, name, tenant_id, account_id, created_at) values ($1, $2, $2, $3, $4, $5)`,
    [developmentIssuer, subject, tenant.id, account.id, new Date(Date.now() - age * day)],
  );
}

const code = async (caller: Caller) =>
  (await caller.ask<{ viewer: { tenant: { code: string } | null } }>('{ viewer { tenant { code } } }')).viewer.tenant
    ?.code;

test('a subject of two counties is in the older one, and in the one that he names', async () => {
  const [older, newer, foreign] = [await world.tenant(), await world.tenant(), await world.tenant()];
  await bind(newer, 'both', 1);
  await bind(older, 'both', 2);
  const both = world.caller(await world.keys.sign('both'));
  const named = (tenant: string) => both.with({ 'x-sanlou-tenant': tenant });

  expect(await code(both)).toBe(older.code);
  expect(await code(named(older.code))).toBe(older.code);
  expect(await code(named(newer.code))).toBe(newer.code);
  const roots = await named(newer.code).ask('{ viewer { roots { id } } }');
  expect(roots).toEqual({ viewer: { roots: [{ id: newer.root.gid }] } });

  const refused = [{ code: 'UNAUTHENTICATED', path: 'viewer' }];
  for (const name of [
    ...[foreign.code, 'nowhere', '', ' ', newer.code.toUpperCase(), `${newer.code}, ${older.code}`],
    `' or true --`,
    `\\' or true --`,
  ]) {
    expect([name, await named(name).refusals('{ viewer { name } }')]).toEqual([name, refused]);
  }
});

test('a platform operator is one when he names no county', async () => {
  await world.owner.query('insert into login (issuer, subject, name) values ($1, $2, $2)', [
    developmentIssuer,
    'chief',
  ]);
  const chief = world.caller(await world.keys.sign('chief'));
  const tenant = await world.tenant();
  await bind(tenant, 'chief', -1);
  expect(await code(chief)).toBe(undefined);
  expect(await code(chief.with({ 'x-sanlou-tenant': tenant.code }))).toBe(tenant.code);
});

test('a suspended account is not passed over for another county', async () => {
  const [older, newer] = [await world.tenant(), await world.tenant()];
  await bind(older, 'barred', 2);
  await bind(newer, 'barred', 1);
  await older.rows('update account set suspended_at = now() where tenant_id = $1', [older.id]);
  const barred = world.caller(await world.keys.sign('barred'));
  expect(await barred.refusals('{ viewer { name } }')).toEqual([{ code: 'UNAUTHENTICATED', path: 'viewer' }]);
  expect(await code(barred.with({ 'x-sanlou-tenant': newer.code }))).toBe(newer.code);
});

test('naming the county takes no further statement', async () => {
  const tenant = await world.tenant();
  await bind(tenant, 'counted', 1);
  const counted = world.caller(await world.keys.sign('counted'));
  const plain = await world.countStatements(() => code(counted));
  expect(await world.countStatements(() => code(counted.with({ 'x-sanlou-tenant': tenant.code })))).toBe(plain);
});
