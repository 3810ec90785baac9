import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { JWTPayload } from 'jose' with { 'resolution-mode': 'import' };
import { developmentIssuer } from '../../src/access/personas';
import { loadJose, type Jose } from '../setup/jose';
import type { TestActor, TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let jose: Jose;
let world: World;
let tenant: TestTenant;
let actor: TestActor;
let key: KeyObject;

beforeAll(async () => {
  jose = await loadJose();
  world = await World.open();
  tenant = await world.tenant();
  actor = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  key = createPrivateKey(await readFile(path.join(world.keysFolder, 'development-key.pem')));
});
afterAll(() => world.close());

const now = () => Math.floor(Date.now() / 1_000);
const good = (): JWTPayload => ({
  iss: developmentIssuer,
  aud: 'sanlou',
  sub: actor.name,
  iat: now(),
  exp: now() + 60,
});
const sign = (claims: JWTPayload, signingKey: KeyObject | Uint8Array = key, alg = 'EdDSA', header: object = {}) =>
  new jose.SignJWT(claims).setProtectedHeader({ alg, ...header }).sign(signingKey);

const without = (name: string) => ({ ...good(), [name]: undefined });
const publicPem = () => createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();

const refused: [string, () => Promise<string> | string | undefined][] = [
  ['no token', () => undefined],
  ['no JWT', () => 'garbage'],
  ['three parts of nothing', () => 'a.b.c'],
  ['an expired one', () => sign({ ...good(), exp: now() - 60 })],
  ['one that is not valid yet', () => sign({ ...good(), nbf: now() + 60 })],
  ['one for another audience', () => sign({ ...good(), aud: 'elsewhere' })],
  ['one of another issuer', () => sign({ ...good(), iss: 'https://elsewhere.example.org' })],
  ['one without a subject', () => sign(without('sub'))],
  ['one without an end', () => sign(without('exp'))],
  ['one without an audience', () => sign(without('aud'))],
  ['an unsigned one', () => new jose.UnsecuredJWT(good()).encode()],
  ['one signed by another key', () => sign(good(), generateKeyPairSync('ed25519').privateKey)],
  ['one signed by HMAC with the public key', () => sign(good(), Buffer.from(publicPem()), 'HS256')],
  [
    'one that brings its own key',
    () =>
      sign(good(), generateKeyPairSync('ed25519').privateKey, 'EdDSA', {
        jwk: createPublicKey(key).export({ format: 'jwk' }),
        kid: "../../dev/null' or '1'='1",
        jku: 'http://127.0.0.1:1/keys',
      }),
  ],
  [
    'one whose claims were altered',
    async () => {
      const [header, , signature] = (await sign(good())).split('.');
      return [header, Buffer.from(JSON.stringify({ ...good(), sub: 'county' })).toString('base64url'), signature].join(
        '.',
      );
    },
  ],
  ['one of somebody without a login', () => sign({ ...good(), sub: 'nobody' })],
  ['one whose subject holds a NUL', () => sign({ ...good(), sub: 'a\0b' })],
  ['one whose subject is SQL', () => sign({ ...good(), sub: "x'; drop table login; --" })],
];

test.each(refused)('%s is answered like every other token that is not good', async (_name, make) => {
  const answer = await world.caller(await make()).send('{ viewer { name } }');
  expect(answer).toMatchObject({
    status: 200,
    data: null,
    errors: [
      { message: 'A valid bearer token is required.', path: ['viewer'], extensions: { code: 'UNAUTHENTICATED' } },
    ],
  });
});

test('a good one is believed, and its clock may be a few seconds off', async () => {
  for (const claims of [good(), { ...good(), exp: now() - 2 }, { ...good(), nbf: now() + 2 }]) {
    const { data } = await world.caller(await sign(claims)).send('{ viewer { name } }');
    expect(data).toEqual({ viewer: { name: actor.name } });
  }
});

test('a good one is believed in any spelling of the scheme, and with nothing around it', async () => {
  const token = await sign(good());
  const told = async (authorization: string) =>
    (await world.caller().with({ authorization }).send('{ viewer { name } }')).data?.viewer ?? null;
  for (const header of [`Bearer ${token}`, `bearer   ${token}`])
    expect(await told(header)).toEqual({ name: actor.name });
  for (const header of [`Bearer ${token} ${token}`, `Bearer ${token} x`, `x Bearer ${token}`, `Bearer${token}`])
    expect(await told(header)).toBeNull();
});

test('another scheme than Bearer is no token', async () => {
  const caller = world.caller().with({ authorization: `Basic ${await sign(good())}` });
  expect(await caller.refusals('{ viewer { name } }')).toEqual([{ code: 'UNAUTHENTICATED', path: 'viewer' }]);
});

test('a suspended account is answered as one without a token, and comes back when it is restored', async () => {
  const other = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  await tenant.rows('update account set suspended_at = now() where tenant_id = $1 and id = $2', [tenant.id, other.id]);
  expect(await other.call.refusals('{ viewer { name } }')).toEqual([{ code: 'UNAUTHENTICATED', path: 'viewer' }]);
  await tenant.rows('update account set suspended_at = null where tenant_id = $1 and id = $2', [tenant.id, other.id]);
  expect((await other.call.send('{ viewer { name } }')).data).toEqual({ viewer: { name: other.name } });
});

test('a mutation without a good token is refused before anything is read', async () => {
  const refusals = await world
    .caller('garbage')
    .refusals('mutation { revokeRole(input: { grantId: "gid://sanlou/Grant/1" }) { grant { id } } }');
  expect(refusals).toEqual([{ code: 'UNAUTHENTICATED', path: 'revokeRole' }]);
});
