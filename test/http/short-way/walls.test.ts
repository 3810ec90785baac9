import { GraphQLError } from 'graphql';
import type { AppDependencies } from '../../../src/app';
import { hashOfDocument, readManifest } from '../../../src/graphql/trusted-documents';
import type { TestActor, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { Pair, type Heard, type Raw } from './pair';
import { post } from './raw-request';

let world: World;
let tenant: TestTenant;
let viewer: TestActor;
let pair: Pair;
beforeAll(async () => {
  world = await World.open();
  tenant = await world.tenant();
  viewer = await tenant.actor({ role: 'VIEWER', at: tenant.root });
});
afterEach(() => pair.close());
afterAll(() => world.close());

const name = '{ viewer { name } }';
const as = ({ token }: { token: string }) => ({ authorization: `Bearer ${token}` });

async function behind(walls: AppDependencies['walls'], parts: Partial<AppDependencies> = {}): Promise<void> {
  pair = await Pair.open(world, { walls, ...parts });
}

/** The same is heard whichever way it goes; answers which status, and how many went the ordinary way. */
async function same(raw: Raw): Promise<[status: string, passedOn: number]> {
  const { short, ordinary, passedOn }: Heard = await pair.send(raw);
  expect(short).toBe(ordinary);
  return [short.slice(9, 12), passedOn];
}

/** As `same`, of each in turn. */
async function each(...raws: Raw[]): Promise<[string, number][]> {
  const all: [string, number][] = [];
  for (const raw of raws) all.push(await same(raw));
  return all;
}

test('an address that has asked too often is refused before its body is read, known document or not', async () => {
  await behind({ rateLimits: { account: 0, address: 3 } });
  const bad = post({ query: name }, { authorization: 'Bearer a.b.c' });
  expect(await each(bad, bad, bad, bad)).toEqual([
    ['200', 1],
    ['200', 0],
    ['200', 0],
    ['429', 0],
  ]);
  const headOnly = {
    ...post({ query: name }, { 'accept-language': 'zh', 'content-length': '1000' }),
    then: 'waits',
  } as const;
  expect(await same(headOnly)).toEqual(['429', 0]);
  expect(await same(post('{'))).toEqual(['429', 0]);
  // Who has a good token is not kept out longer than the ordinary way keeps him out.
  expect(await same(post({ query: name }, as(viewer)))).toEqual(['429', 0]);
});

test('what is put back is counted once', async () => {
  await behind({ rateLimits: { account: 0, address: 3 } });
  expect(await each(post('{'), post('{'), post('{'), post('{'))).toEqual([
    ['400', 1],
    ['400', 1],
    ['400', 1],
    ['429', 0],
  ]);
});

test('an account that has spent what it had is refused, at the door and by the cost', async () => {
  await behind({ rateLimits: { account: 5_000, address: 5 } });
  const large = post(
    {
      query: `query ($id: ID!, $first: Int!) { organization(by: { id: $id }) { descendants(first: $first) { nodes { memberships(first: 100) { nodes { id } } } } } }`,
      variables: { id: tenant.root.gid, first: 15 },
    },
    { ...as(viewer), accept: 'application/graphql-response+json', 'accept-language': 'zh' },
  );
  const plain = post({ query: name }, as(viewer));
  const told = await each(plain, plain, large, large, large, large, large, large, plain, plain);
  expect(told.map(([status]) => status).join()).toBe('200,200,200,200,200,429,429,429,429,429');
  expect(told.map(([, passedOn]) => passedOn).join()).toBe('1,0,1,0,0,0,0,0,0,0');
});

test('a closed schema stays closed', async () => {
  await behind({ introspection: false });
  const ask = (query: string, variables = {}) => post({ query, variables }, as(viewer));
  const look = ask('{ __schema { queryType { name } } }');
  const misspelt = ask(
    'query ($level: Reach!) { viewer { roots { memberships(first: 1, reach: $level) { totalCount } } } }',
    {
      level: 'SUBTRE',
    },
  );
  const field = ask('{ viewer { nam } }');
  expect(await each(look, look, field, field, misspelt, misspelt, misspelt)).toEqual([
    ['200', 1],
    ['200', 1],
    ['200', 1],
    ['200', 1],
    ['200', 1],
    ['200', 0],
    ['200', 0],
  ]);
  const { short } = await pair.send(misspelt);
  expect(short).toContain('does not exist');
  expect(short).not.toContain('Did you mean');
});

test('of a list only its documents run, however they are asked for', async () => {
  const listed = `query Name { viewer { name } }`;
  const hash = hashOfDocument(listed);
  await behind({ trustedDocuments: readManifest(JSON.stringify({ [hash]: listed })) });
  const ask = (body: object) => post(body, as(viewer));
  const [byText, byId] = [ask({ query: listed }), ask({ documentId: `sha256:${hash}` })];
  const byApollo = ask({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } }, operationName: 'Name' });
  const byBoth = ask({ query: listed, documentId: `sha256:${hash}` });
  expect(await each(byId, byId, byText, byApollo, byBoth)).toEqual([
    ['200', 1],
    ['200', 0],
    ['200', 0],
    ['200', 0],
    ['200', 0],
  ]);
  const strangers = [
    ask({ query: name }),
    ask({ query: `${listed} ` }),
    ask({ query: name, documentId: `sha256:${hash}` }),
    ask({ query: listed, documentId: `sha256:${hashOfDocument(name)}` }),
    ask({ query: listed, documentId: 'sha256:0' }),
    ask({ documentId: hash }),
    ask({ query: listed, extensions: { persistedQuery: { version: 1, sha256Hash: hashOfDocument(name) } } }),
    ask({ query: listed, extensions: { persistedQuery: true } }),
    ask({ documentId: null }),
  ];
  for (const round of [1, 2]) {
    const told = await each(...strangers);
    expect([round, told]).toEqual([round, strangers.map(() => ['400', 1])]);
  }
  expect(await same(ask({ query: listed, extensions: 'x' }))).toEqual(['200', 0]);
});

/** Both have logged the same, but for what differs between any two lines, and for where an error was made. */
function expectSameLines(): void {
  const [short, ordinary] = [pair.lines.short, pair.lines.ordinary].map((lines) =>
    lines.map(({ time: _time, responseTime: _responseTime, requestId: _requestId, req, err, ...line }) => ({
      ...line,
      req: { ...(req as object), id: '…' },
      err: err && { ...err, stack: '…' },
    })),
  );
  expect(short?.length).toBeGreaterThan(2);
  expect(short).toEqual(ordinary);
}

const accepts = ['*/*', 'application/graphql-response+json'];

test.each(accepts)('a token that cannot be looked up is a fault of ours, with Accept: %s', async (accept) => {
  await behind({});
  const ask = (tenantCode: string) => post({ query: name }, { ...as(viewer), accept, 'x-sanlou-tenant': tenantCode });
  await same(ask(tenant.code));
  await world.owner.query('alter table login rename to login_gone');
  const told = await each(ask('a'), ask('b'));
  await world.owner.query('alter table login_gone rename to login');
  expect(told).toEqual([
    ['500', 0],
    ['500', 0],
  ]);
  expectSameLines();
});

const faults: [string, () => unknown][] = [
  [
    'an engine that throws',
    () => {
      throw new Error('select secret');
    },
  ],
  ['an engine that throws what is no error', () => Promise.reject('secret')],
  ['an answer that is no JSON', () => ({ data: { viewer: 1n } })],
  ['an error that nobody knows', () => ({ data: null, errors: [new GraphQLError('secret', { path: ['viewer'] })] })],
  ['errors and no data', () => ({ errors: [new GraphQLError('secret')] })],
  [
    'a long error',
    () => ({ data: {}, errors: [new GraphQLError('x'.repeat(600), { extensions: { code: 'BAD_USER_INPUT' } })] }),
  ],
  ['extensions of its own', () => ({ data: { a: 1 }, extensions: { other: true } })],
];

test.each(faults.flatMap(([what, run]) => accepts.map((accept) => [what, accept, run] as const)))(
  '%s is answered the same with Accept: %s',
  async (_what, accept, run) => {
    await behind({}, { engines: () => [{ run: run as never }] });
    const raw = post({ query: name }, { ...as(viewer), accept });
    const told = await each(raw, raw, raw);
    expect(told.map(([, passedOn]) => passedOn)).toEqual([1, 0, 0]);
    expect((await pair.send(raw)).short).not.toContain('secret');
    expectSameLines();
  },
);

test('when the product has stopped nothing is answered past Apollo, who says so', async () => {
  await behind({});
  const raw = post({ query: name }, as(viewer));
  expect(await each(raw, raw)).toEqual([
    ['200', 1],
    ['200', 0],
  ]);
  await pair.stop();
  expect(await each(raw, raw)).toEqual([
    ['500', 1],
    ['500', 1],
  ]);
});
