import { createServer } from 'node:http';
import type { CryptoKey } from 'jose' with { 'resolution-mode': 'import' };
import { anyOf } from '../../src/access/keys';
import { oidcKeys } from '../../src/access/oidc-keys';
import { developmentIssuer } from '../../src/access/personas';
import { createApp, type App } from '../../src/app';
import { createLog } from '../../src/log';
import { Caller } from '../setup/api';
import { Issuer } from '../setup/issuer';
import { loadJose, type Jose } from '../setup/jose';
import type { TestActor, TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let jose: Jose;

let world: World;
let tenant: TestTenant;
let actor: TestActor;
let issuer: Issuer;
let app: App;

beforeAll(async () => {
  jose = await loadJose();
  world = await World.open();
  tenant = await world.tenant();
  actor = await tenant.actor({ role: 'VIEWER', at: tenant.root });
});
afterAll(() => world.close());
beforeEach(async () => {
  issuer = await Issuer.open();
  await tenant.rows('insert into login (issuer, subject, name, tenant_id, account_id) values ($1, $2, $3, $4, $5)', [
    issuer.url,
    'user-1',
    'user 1',
    tenant.id,
    actor.id,
  ]);
  const keys = await oidcKeys({ issuer: issuer.url, audience: 'sanlou' });
  app = await createApp({ database: { pool: world.pool }, keys, log: createLog('silent') });
});
afterEach(async () => {
  await app.stop();
  await issuer.close();
});

function ask(token: string) {
  return new Caller(app.http, token).send('{ viewer { name } }');
}

const token = (key: CryptoKey, kid: string, alg: string, url = issuer.url) =>
  new jose.SignJWT()
    .setProtectedHeader({ alg, kid })
    .setIssuer(url)
    .setAudience('sanlou')
    .setSubject('user-1')
    .setExpirationTime('1m')
    .sign(key);

const me = { viewer: { name: expect.any(String) as string } };

test.each(['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'])(
  'a token signed by %s with a key the issuer publishes is believed',
  async (alg) => {
    const key = await issuer.publish('k1', alg);
    expect((await ask(await token(key, 'k1', alg))).data).toEqual(me);
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
    expect((await ask(await token(key, 'k1', alg))).data).toEqual(me);
    expect(issuer.asked).toHaveLength(2);
  },
);

test('a key that the issuer never published, or an algorithm that is not accepted, is not believed', async () => {
  await issuer.publish('k1', 'ES256');
  const { privateKey } = await jose.generateKeyPair('ES256');
  for (const kid of ['k1', 'k2']) {
    expect((await ask(await token(privateKey, kid, 'ES256'))).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  }
  const hidden = await issuer.publish('k3', 'RS512');
  expect((await ask(await token(hidden, 'k3', 'RS512'))).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test("a stranger's token is no reason to ask the issuer", async () => {
  const { privateKey } = await jose.generateKeyPair('ES256');
  const answer = await ask(await token(privateKey, 'k1', 'ES256', 'https://elsewhere.example.org'));
  expect(answer.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  expect((await ask('garbage')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  expect(issuer.asked).toEqual([]);
});

test('while the issuer cannot be reached that is our fault, at once, and it mends itself', async () => {
  const key = await issuer.publish('k1', 'ES256');
  const signed = await token(key, 'k1', 'ES256');
  const { url } = issuer;
  await issuer.close();
  const answer = await ask(signed);
  expect(answer).toMatchObject({
    status: 500,
    errors: [{ message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL' } }],
  });
  expect(JSON.stringify(answer)).not.toMatch(/fetch|ECONN|127\.0\.0\.1/);

  const { keys } = issuer;
  const port = Number(new URL(url).port);
  const again = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? { keys } : { issuer: url, jwks_uri: `${url}/keys` }));
  });
  await new Promise<void>((resolve) => again.listen(port, '127.0.0.1', resolve));
  expect((await ask(signed)).data).toEqual(me);
  again.closeAllConnections();
  await new Promise((resolve) => again.close(resolve));
  issuer = await Issuer.open();
});

test('a discovery document of another issuer is not followed', async () => {
  const key = await issuer.publish('k1', 'ES256');
  const keys = await oidcKeys({ issuer: `${issuer.url}/realm`, audience: 'sanlou' });
  await expect(keys.verify(await token(key, 'k1', 'ES256', `${issuer.url}/realm`))).rejects.toThrow(
    'speaks for another issuer',
  );
});

test('of several issuers a token of each is believed, and one of none is not', async () => {
  const other = await oidcKeys({ issuer: issuer.url, audience: 'sanlou' });
  const both = anyOf([world.keys, other]);
  const signed = await token(await issuer.publish('k1', 'ES256'), 'k1', 'ES256');
  expect(await both.verify(signed)).toMatchObject({ issuer: issuer.url, subject: 'user-1' });
  expect(await both.verify(await world.keys.sign('county'))).toMatchObject({
    issuer: developmentIssuer,
    subject: 'county',
  });
  expect(await both.verify('garbage')).toBeUndefined();
  expect(await anyOf([]).verify(signed)).toBeUndefined();
});

test('an issuer whose name ends with a slash is asked at the same place', async () => {
  const named = await Issuer.open({ name: '/' });
  const keys = await oidcKeys({ issuer: `${named.url}/`, audience: 'sanlou' });
  const signed = await token(await named.publish('k1', 'ES256'), 'k1', 'ES256', `${named.url}/`);
  expect(await keys.verify(signed)).toMatchObject({ issuer: `${named.url}/`, subject: 'user-1' });
  expect(named.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  await named.close();
});

test('an issuer that answers discovery with an error has not told where its keys are', async () => {
  const failing = await Issuer.open({ status: 503 });
  const keys = await oidcKeys({ issuer: failing.url, audience: 'sanlou' });
  const signed = await token(await failing.publish('k1', 'ES256'), 'k1', 'ES256', failing.url);
  await expect(keys.verify(signed)).rejects.toThrow('The issuer answered 503 to discovery.');
  expect(failing.asked).toEqual(['/.well-known/openid-configuration']);
  await failing.close();
});
