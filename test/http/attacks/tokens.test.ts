import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign as signBytes,
  type KeyObject,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import request from 'supertest';
import { developmentIssuer } from '../../../src/access/personas';
import { oidcKeys } from '../../../src/access/oidc-keys';
import { createApp, type App } from '../../../src/app';
import { createLog } from '../../../src/log';
import { Caller } from '../../setup/api';
import { Issuer } from '../../setup/issuer';
import { loadJose } from '../../setup/jose';
import { expectWell, ground, type Ground } from './ground';

/** One place that believes tokens: who issues them, and with which key of which kind. */
interface Believer {
  app: Pick<App, 'http'>;
  issuer: string;
  subject: string;
  alg: 'EdDSA' | 'RS256';
  kid: string | undefined;
  key: KeyObject;
}

let on: Ground;
let issuer: Issuer;
/** Where a token points that wants its own keys to be believed. */
let elsewhere: Issuer;
let oidc: App;
let believers: Record<'development' | 'issuer', Believer>;

beforeAll(async () => {
  on = await ground();
  issuer = await Issuer.open();
  elsewhere = await Issuer.open();
  const { exportPKCS8 } = await loadJose();
  const issuerKey = createPrivateKey(await exportPKCS8(await issuer.publish('k1', 'RS256')));
  await on.tenant.rows('insert into login (issuer, subject, name, tenant_id, account_id) values ($1, $2, $3, $4, $5)', [
    issuer.url,
    'user-1',
    'user 1',
    on.tenant.id,
    on.viewer.id,
  ]);
  const keys = await oidcKeys({ issuer: issuer.url, audience: 'sanlou' });
  oidc = await createApp({ database: { pool: on.world.pool }, keys, log: createLog('silent') });
  const developmentKey = createPrivateKey(await readFile(path.join(on.world.keysFolder, 'development-key.pem')));
  believers = {
    development: {
      app: { http: on.world.http },
      issuer: developmentIssuer,
      subject: on.viewer.name,
      alg: 'EdDSA',
      kid: undefined,
      key: developmentKey,
    },
    issuer: { app: oidc, issuer: issuer.url, subject: 'user-1', alg: 'RS256', kid: 'k1', key: issuerKey },
  };
});
afterEach(() => expectWell(on));
afterAll(async () => {
  await oidc.stop();
  await issuer.close();
  await elsewhere.close();
  await on.world.close();
});

const encode = (value: object | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1_000);
const claims = ({ issuer: iss, subject: sub }: Believer) => ({ iss, sub, aud: 'sanlou', iat: now(), exp: now() + 60 });
const header = ({ alg, kid }: Believer) => ({ alg, ...(kid && { kid }) });

/** Signs whatever it is given: texts stand as they are. */
function sign(
  by: Believer,
  head: object | string = header(by),
  body: object | string = claims(by),
  key = by.key,
): string {
  const text = `${encode(head)}.${encode(body)}`;
  return `${text}.${signBytes(by.alg === 'EdDSA' ? null : 'sha256', Buffer.from(text), key).toString('base64url')}`;
}

function hmac(by: Believer, secret: string | Buffer): string {
  const text = `${encode({ ...header(by), alg: 'HS256' })}.${encode(claims(by))}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

const otherKeys = {
  EdDSA: generateKeyPairSync('ed25519').privateKey,
  RS256: generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey,
};

/** Signed by a key of the attacker's own, which the header offers. */
function offering(by: Believer, head: (key: KeyObject) => object): string {
  const key = otherKeys[by.alg];
  return sign(by, { ...header(by), ...head(key) }, claims(by), key);
}

const unsigned = (by: Believer, alg: unknown) => `${encode({ ...header(by), alg } as object)}.${encode(claims(by))}.`;
const publicKey = (by: Believer) => createPublicKey(by.key);
const pem = (by: Believer) => publicKey(by).export({ type: 'spki', format: 'pem' }).toString();
const twice = (by: Believer, first: object) =>
  `${JSON.stringify(first).slice(0, -1)},${JSON.stringify(claims(by)).slice(1)}`;

const attacks: [string, (by: Believer) => string][] = [
  ...['none', 'None', 'nOnE', '', null, 0].map(
    (alg) =>
      [`the algorithm ${JSON.stringify(alg)}`, (by: Believer) => unsigned(by, alg)] as [
        string,
        (by: Believer) => string,
      ],
  ),
  ['no algorithm', (by) => sign(by, { kid: by.kid })],
  ['the algorithm none and a good signature', (by) => sign(by, { ...header(by), alg: 'none' })],
  ['an empty signature', (by) => `${sign(by).split('.').slice(0, 2).join('.')}.`],
  ['no signature', (by) => sign(by).split('.').slice(0, 2).join('.')],
  ['HS256 and the public key as PEM', (by) => hmac(by, pem(by))],
  ['HS256 and the public key as PEM without its last line', (by) => hmac(by, pem(by).trimEnd())],
  ['HS256 and the public key as DER', (by) => hmac(by, publicKey(by).export({ type: 'spki', format: 'der' }))],
  ['HS256 and the public key as JWK', (by) => hmac(by, JSON.stringify(publicKey(by).export({ format: 'jwk' })))],
  ['HS256 and an empty secret', (by) => hmac(by, '')],
  ['a key id that is a path', (by) => offering(by, () => ({ kid: '../../../../../dev/null' }))],
  ['a key id that is SQL', (by) => offering(by, () => ({ kid: "k1' union select 'secret' -- " }))],
  ['a key id that is a place', (by) => offering(by, () => ({ kid: `${elsewhere.url}/keys` }))],
  ['a key id that is no text', (by) => offering(by, () => ({ kid: { $ne: null } }))],
  ['a place of its keys', (by) => offering(by, () => ({ jku: `${elsewhere.url}/keys` }))],
  ['a place of its certificates', (by) => offering(by, () => ({ x5u: `${elsewhere.url}/keys` }))],
  ['a key of its own', (by) => offering(by, (key) => ({ jwk: createPublicKey(key).export({ format: 'jwk' }) }))],
  ['a certificate of its own', (by) => offering(by, () => ({ x5c: ['MIIB'] }))],
  ['a critical extension', (by) => sign(by, { ...header(by), crit: ['exp'] })],
  ['a critical extension that nobody knows', (by) => sign(by, { ...header(by), crit: ['x'], x: 1 })],
  ['an encoding of its own', (by) => sign(by, { ...header(by), b64: false, crit: ['b64'] })],
  ['an end in the past', (by) => sign(by, undefined, { ...claims(by), exp: now() - 60 })],
  ['an end that is text', (by) => sign(by, undefined, { ...claims(by), exp: String(now() + 60) })],
  ['no end', (by) => sign(by, undefined, { ...claims(by), exp: undefined })],
  ['a beginning to come', (by) => sign(by, undefined, { ...claims(by), nbf: now() + 60 })],
  ['another issuer', (by) => sign(by, undefined, { ...claims(by), iss: elsewhere.url })],
  ['an issuer like the right one', (by) => sign(by, undefined, { ...claims(by), iss: `${by.issuer}/` })],
  ['issuers', (by) => sign(by, undefined, { ...claims(by), iss: [by.issuer] })],
  ['another audience', (by) => sign(by, undefined, { ...claims(by), aud: 'sanlou2' })],
  ['no audience', (by) => sign(by, undefined, { ...claims(by), aud: [] })],
  ['another subject first', (by) => sign(by, undefined, twice(by, { sub: 'county' }))],
  ['the same subject twice', (by) => sign(by, undefined, twice(by, { sub: by.subject }))],
  ['an end twice, once escaped', (by) => sign(by, undefined, twice(by, { exp: 1 }).replace('"exp"', '"e\\u0078p"'))],
  ['an algorithm twice', (by) => sign(by, `{"alg":"none",${JSON.stringify(header(by)).slice(1)}`)],
  ['claims that are a list', (by) => sign(by, undefined, JSON.stringify([claims(by)]))],
  ['claims that are no JSON', (by) => sign(by, undefined, '{')],
  ['claims within __proto__', (by) => sign(by, undefined, `{"__proto__":${JSON.stringify(claims(by))}}`)],
  ['a header that is no JSON', (by) => sign(by, 'x')],
  ['five parts', (by) => `${sign(by)}.a.b`],
  ['claims of 11 kB', (by) => sign(by, undefined, { ...claims(by), sub: 'x'.repeat(8_000) })],
];

describe.each(['development', 'issuer'] as const)('where tokens of the %s are believed', (name) => {
  test.each(attacks)('a token with %s is answered like every one that is not good', async (_what, make) => {
    const by = believers[name];
    const answer = await new Caller(by.app.http, make(by)).send('{ viewer { name } }');
    expect(answer).toEqual({
      status: 200,
      data: null,
      errors: [
        {
          message: 'A valid bearer token is required.',
          locations: [{ line: 1, column: 3 }],
          path: ['viewer'],
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
      extensions: expect.anything() as object,
    });
    expect(elsewhere.asked).toEqual([]);
  });

  test('the honest token among them is believed', async () => {
    const by = believers[name];
    for (const token of [
      sign(by),
      sign(by, undefined, { ...claims(by), deep: { sub: 'x', aud: 'x' }, text: '"sub":1,"sub":2' }),
    ]) {
      const { data } = await new Caller(by.app.http, token).send('{ viewer { name } }');
      expect(data).toEqual({ viewer: { name: expect.any(String) as string } });
    }
  });

  test('a token that stands elsewhere than in the header is none', async () => {
    const by = believers[name];
    const token = sign(by);
    const places = [
      request(by.app.http).post(`/graphql?access_token=${token}&token=${token}&authorization=Bearer%20${token}`),
      request(by.app.http)
        .post('/graphql')
        .set('cookie', `access_token=${token}; token=${token}; authorization=${token}`),
      request(by.app.http).post('/graphql').set('x-access-token', token).set('proxy-authorization', `Bearer ${token}`),
      request(by.app.http).post('/graphql').set('authorization', `Bearer garbage, Bearer ${token}`),
    ];
    for (const place of places) {
      const { body } = await place.send({
        query: '{ viewer { name } }',
        access_token: token,
        authorization: `Bearer ${token}`,
      });
      expect((body as { errors: object[] }).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    }
  });
});

test('keys that nobody published do not make the issuer be asked without end', async () => {
  const before = issuer.asked.length;
  for (let index = 0; index < 50; index += 1) {
    const token = offering(believers.issuer, () => ({ kid: `unknown-${index}` }));
    await new Caller(oidc.http, token).send('{ viewer { name } }');
  }
  expect(issuer.asked.length - before).toBeLessThanOrEqual(1);
}, 60_000);
