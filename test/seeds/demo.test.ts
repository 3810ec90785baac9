import { Client } from 'pg';
import { seedDemo } from '../../seeds/demo';
import { fengjieFigures } from '../../seeds/demo/figures';
import { consistency } from '../../seeds/write/consistency';
import { checkFigures } from '../../seeds/write/figures';
import { personas } from '../../src/access/personas';
import { isIdentityNumber } from '../../src/features/people/identity-number';
import { unseal, useSecretKey } from '../../src/features/people/secrets';
import { cloneDatabase, type TestDatabase } from '../setup/database';

useSecretKey(Buffer.alloc(32, 7));
let demo: TestDatabase;
let other: TestDatabase;

beforeAll(async () => {
  [demo, other] = [await cloneDatabase(), await cloneDatabase()];
  await seedDemo(demo.ownerUrl);
});
afterAll(async () => {
  await demo.drop();
  await other.drop();
});

/** As the superuser, whom row-level security does not bind: to see what is really there. */
async function read<Row>({ administratorUrl }: TestDatabase, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: administratorUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

const tables = [
  'tenant',
  'organization_level',
  'organization',
  'organization_closure',
  'grid',
  'grid_building_group',
  'membership',
  'post',
  'appointment',
  'account',
  'login',
  'role_grant',
];

/** Row count and hash of each table but for what differs by nature: moments and sealed secrets. */
async function fingerprint(database: TestDatabase): Promise<object[]> {
  const hashed = tables.map(
    (table) => `select '${table}' as name, count(*), md5(string_agg(row, e'\\n' order by row)) as hash
      from (select (to_jsonb(t) - 'created_at' - 'updated_at')::text as row from ${table} t) rows`,
  );
  const people = `select 'person', count(*), md5(string_agg(row, e'\\n' order by row)) from (
    select (to_jsonb(p) - 'created_at' - 'updated_at' - 'phone' - 'identity_number')::text as row from person p) rows`;
  return read(database, `${[...hashed, people].join(' union all ')} order by 1`);
}

test('a figure that is off fails by its name and leaves nothing', async () => {
  const wrong = fengjieFigures.map((figure) => (figure.name === 'grids' ? { ...figure, expected: 261 } : figure));

  await expect(seedDemo(other.ownerUrl, undefined, wrong)).rejects.toThrow(
    "The seed's own figures are off:\n  grids: expected 261, found 260",
  );
  for (const table of tables) expect(await read(other, `select from ${table}`)).toEqual([]);
});

test('of two seeds that start together one writes, the same rows under the same ids as anywhere', async () => {
  // Pages without rows, as the failed seed left them: plans made for those have taken a minute in place of seconds.
  await read(other, 'analyze');
  const both = await Promise.all([seedDemo(other.ownerUrl), seedDemo(other.ownerUrl)]);
  expect(both.sort()).toEqual([false, true]);

  const written = await fingerprint(demo);
  expect(written).toHaveLength(tables.length + 1);
  expect(await fingerprint(other)).toEqual(written);
  expect(await seedDemo(demo.ownerUrl)).toBe(false);
  expect(await fingerprint(demo)).toEqual(written);
});

test('ids go on after those of the demo, and secrets are sealed and nobody’s', async () => {
  const behind = await read<{ table: string }>(
    demo,
    ['organization', 'grid', 'person', 'membership', 'post', 'appointment', 'account', 'role_grant', 'tenant']
      .map((table) => `select '${table}' as table where nextval('${table}_id_seq') <= (select max(id) from ${table})`)
      .join(' union all '),
  );
  expect(behind).toEqual([]);

  const people = await read<{ tenant: string; phone: string; number: string }>(
    demo,
    'select tenant_id as tenant, phone, identity_number as number from person order by tenant_id, id',
  );
  expect(people.length).toBeGreaterThan(20_000);
  for (const { tenant, phone, number } of people.filter((_person, index) => index % 97 === 0)) {
    expect(`${phone} ${number}`).not.toMatch(/\b1000\d{7}\b|999999/);
    expect(unseal(tenant, phone)).toMatch(/^1000\d{7}$/);
    expect(unseal(tenant, number)).toMatch(/^999999/);
    expect(isIdentityNumber(unseal(tenant, number))).toBe(true);
  }
});

test('every persona signs in with the grants that are promised', async () => {
  const granted = await read<{ name: string; roles: string[]; places: string[] }>(
    demo,
    `select l.name, array_agg(g.role order by g.role desc) filter (where g.id is not null) as roles,
       array_agg(distinct o.short_name) filter (where o.short_name is not null) || array_agg(distinct o.name) as places
     from login l left join role_grant g on g.tenant_id = l.tenant_id and g.account_id = l.account_id
     left join organization o on o.tenant_id = g.tenant_id and o.id = g.organization_id
     group by l.name order by l.name collate "C"`,
  );
  expect(granted.map(({ name }) => name)).toEqual(personas.map(({ name }) => name).sort());
  expect(Object.fromEntries(granted.map(({ name, roles, places }) => [name, [roles, places?.[0]]]))).toEqual({
    auditor: [['AUDITOR'], '奉节县'],
    bashu: [['ORGANIZER'], '巴蜀花园'],
    'bashu-grid': [['GRID_WORKER'], '巴蜀花园'],
    county: [['ORGANIZER', 'ADMINISTRATOR'], '奉节县'],
    'county-viewer': [['VIEWER'], '奉节县'],
    integrator: [['INTEGRATOR'], '奉节县'],
    newcomer: [null, null],
    'other-county': [['ORGANIZER'], '临江县'],
    platform: [null, null],
    yongan: [['ORGANIZER'], '永安街道'],
    yufu: [['ORGANIZER'], '鱼复街道'],
    yusheng: [['ORGANIZER'], '羽声社区'],
  });
});

test('what must hold of every county can fail', async () => {
  const client = new Client({ connectionString: other.administratorUrl });
  await client.connect();
  await client.query(`
    update organization set depth = depth + 1 where tenant_id = 1 and id = 5;
    delete from organization_closure where tenant_id = 1 and descendant_id = 2000 and depth = 1;
    delete from grid_building_group where tenant_id = 1 and grid_id = 1`);
  const message = await checkFigures(client, 1, consistency).catch((error: Error) => error.message);
  expect(message).toMatch(/differences: closure by the parents: expected 0, found 1\n/);
  expect(message).toMatch(/differences: paths and depths by the parents: expected 0, found 1\n/);
  expect(message).toMatch(/grids that cover nothing: expected 0, found 1\n/);
  expect(message).toMatch(/building groups outside every grid of their branch: expected 0, found \d+$/);
  await client.end();
});
