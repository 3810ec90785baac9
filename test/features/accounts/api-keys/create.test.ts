import { Client } from 'pg';
import { auditTrail, fingerprint } from '../../../setup/records';
import { World } from '../../../setup/world';
import { createApiKey, integration, keyOf, serviceAccount, whoAmI } from './operations';

const now = '2020-06-30T04:00:00.000Z';
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(now) });
});
afterAll(() => world.close());

const refused = (code: string, field: string, message: string) => ({
  ...{ apiKey: null, secret: null },
  userErrors: [{ code, field: ['input', field], message }],
});

test('a key is shown once, speaks for its service account, and the act is on record without it', async () => {
  const { tenant, community, administrator, accountId, name } = await integration(world);
  const { apiKey, secret } = await keyOf(administrator, accountId, community, {
    name: ' 党建平台 ',
    role: 'INTEGRATOR',
  });

  expect(secret).toMatch(new RegExp(`^slk_${BigInt(tenant.id).toString(36)}_${apiKey.prefix}_[\\w-]{43}$`));
  expect(apiKey).toEqual({
    ...{
      id: apiKey.id,
      prefix: apiKey.prefix,
      name: '党建平台',
      role: 'INTEGRATOR',
      organization: { id: community.gid },
    },
    ...{ createdAt: now, expiresAt: '2020-09-28T04:00:00.000Z' },
    ...{ lastUsedAt: null, revokedAt: null, replacedBy: null, isUsable: true },
  });
  expect(await world.caller(secret).ask(whoAmI)).toEqual({ viewer: { name, roots: [{ id: community.gid }] } });
  expect((await auditTrail(tenant)).at(-1)).toEqual({
    ...{ action: 'api_key.created', node: apiKey.id, organization: community.gid, account: administrator.gid },
    before: null,
    after: {
      ...{ account: accountId, organization: community.gid, name: '党建平台', prefix: apiKey.prefix },
      ...{ role: 'INTEGRATOR', expiresAt: '2020-09-28T04:00:00.000Z', revokedAt: null, replacedBy: null },
    },
  });
});

test('neither the key nor its secret part is kept anywhere in the database', async () => {
  const { secret } = await integration(world);
  const client = new Client({ connectionString: world.database.administratorUrl });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const { rowCount } = await client.query(`select from ${name} t where strpos(t::text, $1) > 0`, [secret.slice(-43)]);
    if (rowCount) found.push(name);
  }
  await client.end();
  expect(tables.rows.length).toBeGreaterThan(15);
  expect(found).toEqual([]);
});

test('its end lies ahead, by a year at the most', async () => {
  const { tenant, community, administrator, accountId } = await integration(world);
  const before = await fingerprint(tenant);
  const wrong = refused('INVALID', 'expiresAt', 'A key expires later than now, and within 366 days.');
  for (const expiresAt of [now, '2019-01-01T00:00:00Z', '2021-07-01T04:00:00.001Z']) {
    expect(await keyOf(administrator, accountId, community, { expiresAt })).toEqual(wrong);
  }
  expect(await fingerprint(tenant)).toEqual(before);

  const { apiKey } = await keyOf(administrator, accountId, community, { expiresAt: '2021-07-01T04:00:00.000Z' });
  expect(apiKey.expiresAt).toBe('2021-07-01T04:00:00.000Z');
});

test('people have no keys, and a dissolved place is none for a key', async () => {
  const { tenant, street, community, administrator, accountId } = await integration(world);
  const person = await tenant.actor([], community);
  const dissolved = await tenant.add(street, { dissolvedOn: '2020-01-01' });
  const before = await fingerprint(tenant);

  expect(await keyOf(administrator, person.gid, community)).toEqual(
    refused('NOT_A_SERVICE_ACCOUNT', 'accountId', 'Keys are for service accounts; people sign in.'),
  );
  expect(await keyOf(administrator, accountId, dissolved)).toEqual(
    refused('DISSOLVED', 'organizationId', 'The organization is dissolved.'),
  );
  expect(await keyOf(administrator, accountId, community, { name: '' })).toEqual(
    refused('INVALID', 'name', 'This takes 1 to 200 characters, some of them visible, no control characters.'),
  );
  expect(await fingerprint(tenant)).toEqual(before);
});

test('both the account and the place of the key lie strictly beneath who makes it', async () => {
  const { tenant, street, community, north, administrator, accountId } = await integration(world);
  const higher = await tenant.actor({ role: 'ADMINISTRATOR', at: tenant.root });
  const ofStreet = await serviceAccount(higher, street, `${tenant.code}-street`);
  const lower = await tenant.actor({ role: 'ADMINISTRATOR', at: community });
  const before = await fingerprint(tenant);
  const refusals = (organizationId: string, account: string, { call } = administrator) =>
    call.refusals(createApiKey, { input: { accountId: account, organizationId, name: 'x' } });
  const [forbidden, absent] = ['FORBIDDEN', 'NOT_FOUND'].map((code) => [{ code, path: 'createApiKey' }]);

  expect(await refusals(street.gid, accountId)).toEqual(forbidden);
  expect(await refusals(tenant.root.gid, accountId)).toEqual(absent);
  expect(await refusals(community.gid, ofStreet)).toEqual(forbidden);
  // Of the account's own place he may make none, though the key would lie beneath him.
  expect(await refusals(north.gid, accountId, lower)).toEqual(forbidden);
  expect(await fingerprint(tenant)).toEqual(before);
});
