import fc from 'fast-check';
import type { TestActor, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { Pair } from './pair';
import { post, slowly } from './raw-request';

const ours = 'https://console.example.org';

let world: World;
let tenant: TestTenant;
let viewer: TestActor;
let pair: Pair;
beforeAll(async () => {
  world = await World.open();
  tenant = await world.tenant();
  await tenant.add(tenant.root);
  viewer = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  pair = await Pair.open(world, { walls: { corsOrigins: [ours] } });
});
afterAll(async () => {
  await pair.close();
  await world.close();
});

const documents = [
  '{ viewer { name } }',
  'query A { viewer { name } } query B($x: Int) { __typename }',
  'query ($id: ID!) { node(id: $id) { id ... on Organization { name children { name } } } }',
  'query ($id: ID!, $x: Int) { organization(by: { id: $id }) { descendants(first: $x) { nodes { id } } } }',
  'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
  'mutation { __typename }',
  'subscription { a: __typename }',
];
const value = fc.oneof(
  fc.constantFrom<unknown>(null, true, -0, 1e300, '', 'gid://sanlou/Person/1', [], {}, '\0', '\ud800', ['x', null]),
  fc.string({ unit: 'binary' }),
  fc.integer(),
);
const variables = fc.oneof(
  fc.record<Record<string, unknown>>({ id: value, x: value, ids: value }, { requiredKeys: [] }),
  fc.constantFrom<unknown>(undefined, null, {}, [], 'x'),
);
/** Mostly the first, which is plain. */
const mostly = <Value>(plain: Value, ...others: Value[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(plain) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const body = fc.record({
  query: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...documents) }, fc.constantFrom<unknown>(null, 7, '')),
  variables,
  operationName: mostly<unknown>(undefined, null, 'A', 'B', 'C', '', 3),
  extensions: mostly<unknown>(undefined, null, {}, [], 'x', { persistedQuery: null }),
  documentId: mostly<unknown>(undefined, null, 'x'),
});
const accepts = [
  '*/*',
  'text/*',
  ';;,q',
  'multipart/mixed',
  'application/json;q=0',
  'application/json;q=x',
  'application/*, */*;q=0',
  'application/json;charset=latin1',
  'APPLICATION/GRAPHQL-RESPONSE+JSON',
  'application/graphql-response+json;q=0.1, */*',
  'application/json; callbackSpec=1.0;q=0.9,*/*;q=0.8',
];
const headers = fc.record({
  accept: mostly<string | undefined>(undefined, ...accepts),
  'content-type': mostly('application/json', 'application/json;', 'application/json; charset="utf-8"', 'text/json'),
  'accept-language': mostly<string | undefined>(undefined, 'zh', 'zh;q=x,en', ',;='),
  origin: mostly<string | undefined>(undefined, ours, 'null'),
  'x-sanlou-tenant': mostly<string | undefined>(undefined, "'"),
  upgrade: mostly<string | undefined>(undefined, 'h2c'),
  'transfer-encoding': mostly<string | undefined>(undefined, 'identity', 'chunked'),
});
const authorization = mostly<(token: string) => string | undefined>(
  (token) => `Bearer ${token}`,
  (token) => `bearer  ${token}`,
  (token) => `Basic ${token}`,
  () => undefined,
);
const spoilt = mostly<(text: string) => string>(
  (text) => text,
  (text) => text.slice(0, -1),
  (text) => `${text}\0`,
  (text) => text + text,
);

test('whatever is sent, the answer is that of the ordinary way to the byte', async () => {
  let taken = 0;
  const sent = fc.record({ body, headers, authorization, spoilt, pieces: fc.constantFrom(1, 1, 3) });
  await fc.assert(
    fc.asyncProperty(sent, async (asked) => {
      const text = asked.spoilt(JSON.stringify(asked.body));
      const all = { ...asked.headers, authorization: asked.authorization(viewer.token) };
      const raw = asked.pieces === 1 ? post(text, all) : slowly(Math.ceil(text.length / asked.pieces), text, all);
      const { short, ordinary, passedOn } = await pair.send(raw);
      expect(short).toBe(ordinary);
      if (passedOn === 0) taken += 1;
    }),
    { numRuns: 400 },
  );
  // The test compares two ways, not one with itself.
  expect(taken).toBeGreaterThan(40);
}, 60_000);
