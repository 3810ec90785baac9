import request, { type Response } from 'supertest';
import type { TestActor, TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
let tenant: TestTenant;
beforeAll(async () => {
  world = await World.open({ walls: { rateLimits: { account: 5_000, address: 5 }, trustProxy: 1 } });
  tenant = await world.tenant();
});
afterAll(() => world.close());

let made = 0;
/** An address that nobody has asked from. */
function address(): string {
  made += 1;
  return `192.0.2.${made}`;
}

function send(
  body: object,
  { from, as, language = 'en' }: { from: string; as?: TestActor | string; language?: string },
) {
  const sent = request(world.http)
    .post('/graphql')
    .set('x-forwarded-for', from)
    .set('accept-language', language)
    .set('accept', 'application/graphql-response+json');
  const token = typeof as === 'object' ? as.token : as;
  if (token) void sent.set('authorization', `Bearer ${token}`);
  return sent.send(body);
}

const viewer = () => tenant.actor({ role: 'VIEWER', at: tenant.root });
const cheap = { query: '{ viewer { name } }' };
const page = (size: number) => ({
  query: `query ($id: ID!) { organization(by: { id: $id }) { descendants(first: ${size}) { nodes { memberships(first: 100) { nodes { id } } } } } }`,
  variables: { id: tenant.root.gid },
});
const whole = expect.stringMatching(/^([1-9]|[1-5]\d|60)$/) as string;

function told({ headers }: Response): object {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => /^ratelimit|^retry/.test(name)));
}

const headers = (limit: number, remaining: number) => ({
  'ratelimit-policy': `${limit};w=60`,
  'ratelimit-limit': String(limit),
  'ratelimit-remaining': String(remaining),
  'ratelimit-reset': whole,
});

const refused = (message: RegExp) => ({
  errors: [
    {
      message: expect.stringMatching(message) as string,
      extensions: { code: 'RATE_LIMITED', retryAfter: expect.any(Number) as number },
    },
  ],
});

test('an account spends the cost of what it asks, and is refused before any field ran when it is more than is left', async () => {
  const actor = await viewer();
  const from = address();
  const first = await send(cheap, { from, as: actor });
  expect([first.status, told(first)]).toEqual([200, headers(5_000, 4_999)]);

  const large = await send(page(20), { from, as: actor });
  const { requested } = (large.body as { extensions: { cost: { requested: number } } }).extensions.cost;
  expect([large.status, told(large)]).toEqual([200, headers(5_000, 4_999 - requested)]);
  expect(requested).toBeGreaterThan(1_000);

  world.statements.length = 0;
  const beyond = await send(page(60), { from, as: actor, language: 'zh-CN' });
  expect(beyond.status).toBe(429);
  expect(beyond.body).toEqual(refused(/^一分钟内请求过多，请在 \d+ 秒后重试。$/));
  expect(told(beyond)).toEqual({ ...headers(5_000, 4_999 - requested - 1_000), 'retry-after': whole });
  expect(world.statements.filter((text) => text.includes('membership'))).toEqual([]);

  // What is small enough still goes through, and no other account is touched.
  expect((await send(cheap, { from, as: actor })).status).toBe(200);
  expect(told(await send(cheap, { from, as: await viewer() }))).toEqual(headers(5_000, 4_999));
});

test.each<[string, object, number]>([
  ['a document that cannot be read', { query: '{ viewer' }, 1_000],
  ['a field that is not there', { query: '{ viewer { password } }' }, 1_000],
  ['a variable left out', { query: 'query ($id: ID!) { node(id: $id) { id } }' }, 1_000],
  ['a body without a document', { variables: {} }, 1_000],
  [
    'an operation that is too expensive',
    { query: '{ viewer { roots { ancestors { ancestors { ancestors { ancestors { ancestors { name } } } } } } } }' },
    1_000,
  ],
  ['a look at the schema', { query: '{ __schema { queryType { name } } }' }, 1_000],
  ['a refusal within', { query: '{ node(id: "gid://sanlou/Organization/1") { id } }' }, 1],
  [
    'a mutation that writes nothing',
    { query: 'mutation { revokeRole(input: { grantId: "1" }) { userErrors { code } } }' },
    2,
  ],
])('%s costs', async (_what, body, price) => {
  const response = await send(body, { from: address(), as: await viewer() });
  expect(told(response)).toEqual(headers(5_000, 5_000 - price));
});

test('an account that has nothing left is refused before its document is read', async () => {
  const actor = await viewer();
  const from = address();
  for (let sent = 0; sent < 5; sent += 1) expect((await send({ query: '{' }, { from, as: actor })).status).toBe(400);
  const refusal = await send({ query: '{' }, { from, as: actor });
  expect([refusal.status, refusal.body]).toEqual([
    429,
    refused(/^Too much was asked within a minute\. Try again in \d+ s\.$/),
  ]);
  expect(told(refusal)).toEqual({ ...headers(5_000, 0), 'retry-after': whole });
});

test('an address may not try tokens without end, and the next one then is not even looked at', async () => {
  const from = address();
  const verify = jest.spyOn(world.keys, 'verify');
  for (let tried = 1; tried <= 5; tried += 1) {
    const response = await send(cheap, { from, as: 'a.b.c' });
    expect([response.status, told(response)]).toEqual([200, headers(5, 5 - tried)]);
  }
  const refusal = await send(cheap, { from, as: 'a.b.c', language: 'zh' });
  expect([refusal.status, refusal.body]).toEqual([429, refused(/^一分钟内请求过多/)]);
  expect(told(refusal)).toEqual({ ...headers(5, 0), 'retry-after': whole });
  expect(verify).toHaveBeenCalledTimes(5);
  verify.mockRestore();
  expect((await send(cheap, { from: address(), as: 'a.b.c' })).status).toBe(200);
});

test.each<[string, (from: string) => Promise<Response>]>([
  [
    'bad JSON',
    (from) =>
      request(world.http)
        .post('/graphql')
        .set('x-forwarded-for', from)
        .set('content-type', 'application/json')
        .send('{'),
  ],
  [
    'what a foreign page could send',
    (from) =>
      request(world.http).post('/graphql').set('x-forwarded-for', from).set('content-type', 'text/plain').send('{}'),
  ],
  ['no token', (from) => send(cheap, { from })],
])('%s counts to the address', async (_what, attempt) => {
  const from = address();
  expect(told(await attempt(from))).toEqual(headers(5, 4));
});

test('whoever has no token pays for a large document as for several requests', async () => {
  const from = address();
  expect(told(await send({ query: '{ __schema { queryType { name } } }' }, { from }))).toEqual(headers(5, 4));
  expect(told(await send(page(20), { from }))).toEqual(headers(5, 1));
});

test('a good token is not counted to its address, also when many are asked at once', async () => {
  const from = address();
  const actors = await Promise.all(Array.from({ length: 5 }, viewer));
  for (let round = 0; round < 3; round += 1) {
    const responses = await Promise.all(actors.map((actor) => send(cheap, { from, as: actor })));
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  }
  expect(told(await send(cheap, { from }))).toEqual(headers(5, 4));
});

test('an IPv6 address is its /64, and an IPv4 address stays itself when it is mapped', async () => {
  expect(told(await send(cheap, { from: '2001:db8:1:2::1' }))).toEqual(headers(5, 4));
  expect(told(await send(cheap, { from: '2001:db8:1:2:ffff::2' }))).toEqual(headers(5, 3));
  expect(told(await send(cheap, { from: '2001:db8:1:3::1' }))).toEqual(headers(5, 4));
  const from = address();
  expect(told(await send(cheap, { from }))).toEqual(headers(5, 4));
  expect(told(await send(cheap, { from: `::ffff:${from}` }))).toEqual(headers(5, 3));
});

test('what a caller says of his address counts only as far as the proxy vouches for it', async () => {
  const from = address();
  expect(told(await send(cheap, { from: `198.51.100.1, ${from}` }))).toEqual(headers(5, 4));
  expect(told(await send(cheap, { from: `198.51.100.2, ${from}` }))).toEqual(headers(5, 3));
});
