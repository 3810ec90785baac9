import type { RequestListener } from 'node:http';
import { randomBytes } from 'node:crypto';
import pino from 'pino';
import request from 'supertest';
import { useKeyHashSecrets } from '../../src/access/key-hash';
import { requests } from '../../src/http/requests';
import { integration, keyOf, notedUse, revokeApiKey, whoAmI } from '../features/accounts/api-keys/operations';
import { World } from '../setup/world';

const start = '2020-06-30T04:00:00.000Z';
const clock = { instant: start };
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(clock.instant) });
});
beforeEach(() => {
  clock.instant = start;
});
afterAll(() => world.close());

const body = { query: whoAmI };
const send = (authorization?: string) => {
  const sent = request(world.http).post('/graphql');
  if (authorization) void sent.set('authorization', authorization);
  return sent.send(body);
};
const textOf = async (authorization?: string) => {
  const { status, text } = await send(authorization);
  return `${status} ${text}`;
};

const wrongSecret = (key: string) => key.slice(0, -43) + randomBytes(32).toString('base64url');
const unknownPrefix = (key: string) => key.replace(/_[a-z2-7]{12}_/, '_aaaaaaaaaaaa_');

test('whatever is wrong with a key, the answer is that of any bad token to the byte', async () => {
  const { administrator, accountId, community, secret, tenant } = await integration(world);
  const other = await integration(world);
  const revoked = await keyOf(administrator, accountId, community);
  await administrator.call.ask(revokeApiKey, { input: { apiKeyId: revoked.apiKey.id } });
  const expired = await keyOf(administrator, accountId, community, { expiresAt: '2020-06-30T04:00:00.001Z' });
  clock.instant = '2020-06-30T04:00:00.001Z';
  const [, theirTenant] = other.secret.split('_');
  const [, ourTenant] = secret.split('_');

  const expected = await textOf('Bearer x.y.z');
  expect(expected).toContain('"code":"UNAUTHENTICATED"');
  expect(await textOf()).toBe(expected);
  for (const key of [
    ...['slk_', 'slk_1_2_3', `${secret}x`, secret.slice(0, -1), secret.toUpperCase(), secret.replace('slk_', 'SLK_')],
    ...[wrongSecret(secret), unknownPrefix(secret), secret.replace(`slk_${ourTenant}_`, `slk_${theirTenant}_`)],
    ...[secret.replace(`slk_${ourTenant}_`, `slk_0${ourTenant}_`), secret.replace(`slk_${ourTenant}_`, 'slk_zzzzzz_')],
    ...[revoked.secret, expired.secret],
  ]) {
    expect([key, await textOf(`Bearer ${key}`)]).toEqual([key, expected]);
  }
  await tenant.rows('update account set suspended_at = now() where tenant_id = $1 and kind = $2', [
    tenant.id,
    'SERVICE',
  ]);
  expect(await textOf(`Bearer ${secret}`)).toBe(expected);
});

test('what is no key reaches no statement, a key that is not good takes one, whatever is wrong with it', async () => {
  const { administrator, accountId, community, secret } = await integration(world);
  const revoked = await keyOf(administrator, accountId, community);
  await administrator.call.ask(revokeApiKey, { input: { apiKeyId: revoked.apiKey.id } });
  const rest = secret.slice(-57);
  const statements = async (key: string) => {
    await world.countStatements(() => send(`Bearer ${key}`));
    return world.statements.map((text) => text.replace(/k\.prefix = '\w+'|app\.tenant_id = '\d+'/g, '?'));
  };

  for (const key of [
    `slk_1y2p0ij32e8e8${rest}`,
    `slk_zzzzzzzzzzzzz${rest}`,
    `slk_1${'_'.repeat(10_000)}`,
    `slk_1${rest}${'a'.repeat(10_000)}`,
    `slk_1'${rest}`,
    `slk_0${rest}`,
    `slk_1_aaaaaaaaaaa'_${secret.slice(-43)}`,
  ]) {
    expect([key.slice(0, 80), await statements(key)]).toEqual([key.slice(0, 80), []]);
  }
  const [lookup] = await statements(unknownPrefix(secret));
  expect(lookup).toContain('from api_key k');
  for (const key of [unknownPrefix(secret), wrongSecret(secret), revoked.secret, `slk_1y2p0ij32e8e7${rest}`]) {
    expect([key, await statements(key)]).toEqual([key, [lookup]]);
  }
});

test('a key is taken from the Authorization header alone', async () => {
  const { secret, name } = await integration(world);
  expect((await send(`bearer  ${secret}`)).body).toMatchObject({ data: { viewer: { name } } });
  const elsewhere = [
    request(world.http).post(`/graphql?access_token=${secret}&token=${secret}`).send(body),
    request(world.http).post('/graphql').set('x-api-key', secret).set('cookie', `token=${secret}`).send(body),
    request(world.http)
      .post('/graphql')
      .send({ ...body, token: secret }),
    send(`Basic ${Buffer.from(`${secret}:`).toString('base64')}`),
    send(`Token ${secret}`),
  ];
  for (const sent of elsewhere) {
    expect((await sent).body).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  }
});

test('its last use is noted once a minute, whatever comes meanwhile', async () => {
  const { tenant, apiKey, program } = await integration(world);
  const noting = () => world.statements.filter((text) => text.includes('set last_used_at')).length;
  world.statements.length = 0;
  await program.ask(whoAmI);
  expect(await notedUse(tenant, apiKey.prefix)).toBe(start);
  clock.instant = '2020-06-30T04:00:59.999Z';
  await program.ask(whoAmI);
  expect(noting()).toBe(1);

  clock.instant = '2020-06-30T04:01:00.000Z';
  await program.ask(whoAmI);
  expect(noting()).toBe(2);
  while ((await notedUse(tenant, apiKey.prefix)) === start);
  expect(await notedUse(tenant, apiKey.prefix)).toBe(clock.instant);
});

test('a use that cannot be noted, or not at once, is not noted, and the answer is as ever', async () => {
  const { tenant, apiKey, program, name } = await integration(world);
  await world.owner.query('revoke update (last_used_at) on api_key from sanlou_app');
  expect(await program.ask(whoAmI)).toMatchObject({ viewer: { name } });
  await settled();
  await world.owner.query('grant update (last_used_at) on api_key to sanlou_app');

  await world.owner.query(`begin; set local app.tenant_id = '${tenant.id}'`);
  await world.owner.query('select from api_key where prefix = $1 for update', [apiKey.prefix]);
  expect(await program.ask(whoAmI)).toMatchObject({ viewer: { name } });
  // It does not wait for whoever holds the row.
  await settled();
  await world.owner.query('rollback');

  clock.instant = '2020-06-30T04:00:01.000Z';
  await program.ask(whoAmI);
  expect(await notedUse(tenant, apiKey.prefix)).toBe(clock.instant);
});

/** Once every connection is given back; what waits for a lock would keep one for seconds. */
async function settled(): Promise<void> {
  const busy = () => world.pool.totalCount - world.pool.idleCount;
  for (let tried = 0; tried < 100 && busy() > 0; tried += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(busy()).toBe(0);
}

test('keys hashed under an older secret are good as long as it is at hand', async () => {
  const { secret, name, administrator, accountId, community } = await integration(world);
  const [old, next] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
  const isGood = async (key: string) => (await world.caller(key).send(whoAmI)).data !== null;
  try {
    useKeyHashSecrets(next, old);
    expect(await world.caller(secret).ask(whoAmI)).toMatchObject({ viewer: { name } });
    const made = await keyOf(administrator, accountId, community);
    expect(await isGood(made.secret)).toBe(true);
    useKeyHashSecrets(next);
    expect([await isGood(secret), await isGood(made.secret)]).toEqual([false, true]);
    useKeyHashSecrets(old);
    expect([await isGood(secret), await isGood(made.secret)]).toEqual([true, false]);
  } finally {
    useKeyHashSecrets(old);
  }
});

test('a key in the address is not logged, nor one that is sent where it belongs', async () => {
  const { secret } = await integration(world);
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
  const begin = requests(log);
  const http: RequestListener = (asked, response) => {
    begin(asked, response);
    response.statusCode = 500;
    response.end();
  };
  for (const url of [`/graphql?token=${secret}&next=1`, `/${secret}`, `/x?k=${secret.replaceAll('_', '%5F')}`]) {
    await request(http).get(url).set('authorization', `Bearer ${secret}`);
  }
  const logged = lines.map((line) => (JSON.parse(line) as { req: { url: string } }).req.url);
  expect(logged).toEqual(['/graphql?token=slk_[removed]&next=1', '/slk_[removed]', '/x?k=slk_[removed]']);
  expect(lines.join('')).not.toContain(secret.slice(-43));
});

test('a key speaks for its own county alone: another one that is named is answered like any bad token', async () => {
  const { secret, tenant } = await integration(world);
  const other = await integration(world);
  const named = (code: string) => send(`Bearer ${secret}`).set('x-sanlou-tenant', code);
  const expected = await textOf('Bearer x.y.z');

  expect((await named(tenant.code)).text).toBe((await send(`Bearer ${secret}`)).text);
  for (const code of [other.tenant.code, 'nowhere', '', "' or true --"]) {
    const { status, text } = await named(code);
    expect([code, `${status} ${text}`]).toEqual([code, expected]);
  }
});
