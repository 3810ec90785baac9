import { gzipSync } from 'node:zlib';
import { developmentIssuer } from '../../../src/access/personas';
import type { TestActor, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { Pair, type Raw } from './pair';
import { parts, post, slowly } from './raw-request';

const ours = 'https://console.example.org';

let world: World;
let tenant: TestTenant;
let viewer: TestActor;
let organizer: TestActor;
let suspended: TestActor;
let operator: string;
let pair: Pair;
beforeAll(async () => {
  world = await World.open();
  tenant = await world.tenant();
  for (const name of ['永安街道', 'east "2"', 'west']) await tenant.add(tenant.root, { name });
  viewer = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  organizer = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  suspended = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  await tenant.rows('update account set suspended_at = now() where tenant_id = $1 and id = $2', [
    tenant.id,
    suspended.id,
  ]);
  await world.owner.query('insert into login (issuer, subject, name) values ($1, $2, $2)', [developmentIssuer, 'root']);
  operator = await world.keys.sign('root');
  const walls = { corsOrigins: [ours], rateLimits: { account: 10_000_000, address: 100_000 }, trustProxy: 1 };
  pair = await Pair.open(world, { walls });
});
afterAll(async () => {
  await pair.close();
  await world.close();
});

const name = '{ viewer { name } }';
const node = 'query Node($id: ID!) { node(id: $id) { id ... on Organization { name children { id name } } } }';
const pages = `query ($id: ID!, $first: Int = 2) {
  organization(by: { id: $id }) { descendants(first: $first) { nodes { id ancestors { name } } pageInfo { endCursor } } }
}`;
const two = 'query A { viewer { name } } query B { viewer { tenant { code } } }';
const create = `mutation ($input: CreateOrganizationInput!) {
  createOrganization(input: $input) { organization { name depth } userErrors { code field } }
}`;
const statuses =
  'query ($status: [MembershipStatus!]) { viewer { roots { memberships(first: 1, status: $status) { totalCount } } } }';

const as = ({ token }: { token: string }) => ({ authorization: `Bearer ${token}` });
const id = () => tenant.root.gid;
const ask = (query: string, variables?: object, headers: Parameters<typeof post>[1] = {}) =>
  post({ query, variables }, { ...as(viewer), ...headers });

type Sample = [name: string, raw: () => Raw];

/** What the short way takes once the document is known. */
const taken: Sample[] = [
  ['a field', () => ask(name)],
  ['a field that needs nobody', () => post({ query: '{ __typename }' })],
  ['an alias and a comment', () => ask('{ me: viewer { name } } # 你好 \u{1f600}')],
  ['what PostgreSQL writes', () => ask(node, { id: id() })],
  ['what is compiled', () => ask(pages, { id: id() })],
  ['what graphql-js runs', () => ask('query A { viewer { ...F } } fragment F on Viewer { name @include(if: true) }')],
  ['an object that is not there', () => ask(node, { id: 'gid://sanlou/Organization/999999' })],
  ['an id that is none', () => ask(node, { id: 'nonsense' })],
  ['a variable of another type', () => ask(node, { id: {} })],
  ['a variable left out', () => ask(node)],
  ['variables that nobody declared', () => ask(node, { id: id(), other: [1, { a: null }] })],
  ['no variables by null', () => post({ query: name, variables: null, operationName: null }, as(viewer))],
  ['extensions by null', () => post({ query: name, extensions: null }, as(viewer))],
  ['extensions of nothing', () => post({ query: name, extensions: {} }, as(viewer))],
  ['keys of no meaning', () => post('{"__proto__":{"query":"{"},"query":"{ viewer { name } }","id":[1]}', as(viewer))],
  ['a key twice', () => post('{"query":"{","query":"{ viewer { name } }"}', as(viewer))],
  ['escapes', () => post('{"query":"{ \\u0076iewer {\\n name } }"}', as(viewer))],
  ['blanks at the end', () => post('{"query":"{ viewer { name } }" } \r\n\t', as(viewer))],
  ['one of two operations', () => post({ query: two, operationName: 'B' }, as(viewer))],
  [
    'the only operation by its name',
    () => post({ query: node, operationName: 'Node', variables: { id: id() } }, as(viewer)),
  ],
  [
    'several errors',
    () =>
      ask('query ($id: ID!) { a: node(id: "x") { id } b: node(id: $id) { id } c: node(id: "y") { id } }', { id: id() }),
  ],
  ['more than may be asked', () => ask(pages, { id: id(), first: 1_000 })],
  [
    'what is too expensive',
    () => ask('{ viewer { roots { ancestors { ancestors { ancestors { ancestors { ancestors { name } } } } } } } }'),
  ],
  ['a look at the schema', () => ask('{ __schema { queryType { name } } }')],
  [
    'a subscription',
    () => ask('subscription ($id: ID!) { temporaryAccessTaken(organizationId: $id) { id } }', { id: id() }),
  ],
  ['a mutation of someone who may not', () => ask(create, { input: { parentId: id(), level: 'STREET', name: 'x' } })],
  [
    'a mutation that is tried only',
    () =>
      post(
        { query: create, variables: { input: { parentId: id(), level: 'STREET', name: 'new', dryRun: true } } },
        as(organizer),
      ),
  ],
  [
    'a mutation that is refused',
    () => post({ query: create, variables: { input: { parentId: id(), level: 'NONE', name: 'new' } } }, as(organizer)),
  ],
  [
    'an input that is wrong',
    () => post({ query: create, variables: { input: { parentId: id(), level: 'STREET', name: '' } } }, as(organizer)),
  ],
  ['a value of an enumeration that is misspelt', () => ask(statuses, { status: ['FULL_MEMBR'] })],
  ['nobody', () => post({ query: name })],
  ['a bad token', () => ask(name, {}, { authorization: 'Bearer a.b.c' })],
  ['a token twice', () => ask(name, {}, { authorization: `Bearer x\r\nauthorization: Bearer ${viewer.token}` })],
  [
    'an API key that is none',
    () => ask(name, {}, { authorization: `Bearer slk_1_${'a'.repeat(12)}_${'x'.repeat(43)}` }),
  ],
  ['an operator', () => ask('{ viewer { name tenant { code } } }', {}, { authorization: `Bearer ${operator}` })],
  ['a suspended account', () => ask(name, {}, as(suspended))],
  ['its tenant by name', () => ask(name, {}, { 'x-sanlou-tenant': tenant.code })],
  ['another tenant by name', () => ask(name, {}, { 'x-sanlou-tenant': 'nowhere' })],
  ['Chinese', () => ask(node, { id: 'nonsense' }, { 'accept-language': 'zh-CN,zh;q=0.9' })],
  [
    'an address behind a proxy',
    () => ask(name, {}, { 'x-forwarded-for': '192.0.2.7, 192.0.2.8', authorization: undefined }),
  ],
  ['an origin that is let in', () => ask(name, {}, { origin: ours })],
  ['an origin that is not', () => ask(name, {}, { origin: 'https://evil.example.org' })],
  ['an old version of HTTP', () => post({ query: name }, as(viewer), 'POST /graphql HTTP/1.0')],
  ['a filler of nearly a megabyte', () => ask(name, { filler: 'x'.repeat(1_000_000) })],
  ['as many values as there may be', () => ask(name, { filler: Array(49_990).fill(0) })],
  ['a head and a body', () => slowly(1_000, { query: name }, as(viewer))],
  ['a body byte by byte', () => slowly(1, { query: name }, as(viewer))],
  [
    'a large body in pieces',
    () => slowly(30_000, { query: name, variables: { filler: 'é'.repeat(60_000) } }, as(viewer)),
  ],
  ...['application/json; charset=utf-8', 'application/json;charset=UTF-8', 'Application/JSON'].map((type): Sample => [
    `type ${type}`,
    () => ask(name, {}, { 'content-type': type }),
  ]),
  ...[
    '',
    '*/*',
    'application/json',
    'application/json, text/plain, */*',
    'application/graphql-response+json',
    'application/graphql-response+json,application/json;q=0.9',
    'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9',
    'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    'application/json;q=0.5, application/graphql-response+json;q=0.4',
    'application/*;q=0.1',
  ].flatMap((accept): Sample[] => [
    [`accept ${accept}`, () => ask(name, {}, { accept })],
    [`accept ${accept} of a refusal`, () => ask(node, { id: {} }, { accept })],
  ]),
];

/** What it leaves alone, also when the document is known. */
const left: Sample[] = [
  ['broken JSON', () => post('{"query":"{ viewer { name } }"', as(viewer))],
  ['what is no object', () => post('"query"', as(viewer))],
  ['nothing', () => post('', as(viewer))],
  ['blanks', () => post('   ', as(viewer))],
  ['an object of nothing', () => post('{}', as(viewer))],
  ['a blank before', () => post(' {"query":"{ viewer { name } }"}', as(viewer))],
  ['a mark of the byte order', () => post('\ufeff{"query":"{ viewer { name } }"}', as(viewer))],
  ['a text that is no UTF-8', () => post(Buffer.from('{"query":"{ viewer { name } } # \xff"}', 'latin1'), as(viewer))],
  ['a batch', () => post([{ query: name }], as(viewer))],
  ['too deep', () => ask(name, JSON.parse(`${'{"a":'.repeat(70)}1${'}'.repeat(70)}`) as object)],
  ['too many values', () => ask(name, { filler: Array(50_001).fill(0) })],
  ['too large', () => ask(name, { filler: 'x'.repeat(1_048_576) })],
  ['no document', () => post({ variables: {} }, as(viewer))],
  ['a document that is no text', () => post({ query: { kind: 'Document' } }, as(viewer))],
  ['an empty document', () => ask('')],
  ['a document that cannot be read', () => ask('{ viewer {')],
  ['a field that is not there', () => ask('{ viewer { nam } }')],
  ['variables as text', () => post({ query: name, variables: '{}' }, as(viewer))],
  ['variables as a list', () => post({ query: name, variables: [] }, as(viewer))],
  ['a name that is none', () => post({ query: name, operationName: 7 }, as(viewer))],
  ['an operation that is not there', () => post({ query: two, operationName: 'C' }, as(viewer))],
  ['an operation without a name', () => post({ query: two, operationName: '' }, as(viewer))],
  ['two operations and no name', () => ask(two)],
  ['an id of a document', () => post({ query: name, documentId: 'sha256:0' }, as(viewer))],
  ...[7, 'x', [], { a: 1 }, { persistedQuery: { version: 1, sha256Hash: '0' } }].map((extensions): Sample => [
    `extensions ${JSON.stringify(extensions)}`,
    () => post({ query: name, extensions }, as(viewer)),
  ]),
  ...['utf-16', 'x-none', 'latin1', 'utf-8; profile=x'].map((charset): Sample => [
    `charset ${charset}`,
    () => ask(name, {}, { 'content-type': `application/json; charset=${charset}` }),
  ]),
  ...['text/plain', 'application/xml', 'application/graphql', ''].map((type): Sample => [
    `type ${type}`,
    () => ask(name, {}, { 'content-type': type }),
  ]),
  ['no type', () => ask(name, {}, { 'content-type': undefined })],
  ['a type twice', () => ask(name, {}, { 'content-type': 'application/json; a\r\ncontent-type: application/json' })],
  ['gzip', () => post(gzipSync(JSON.stringify({ query: name })), { ...as(viewer), 'content-encoding': 'gzip' })],
  ['an encoding that is none', () => ask(name, {}, { 'content-encoding': 'identity' })],
  ['an unknown encoding', () => ask(name, {}, { 'content-encoding': 'zip' })],
  ['chunks', () => chunked({ query: name })],
  ['no length', () => ask(name, {}, { 'content-length': undefined })],
  ['a client that waits to send', () => slowly(1_000, { query: name }, { ...as(viewer), expect: '100-continue' })],
  ['an accept of nothing here', () => ask(name, {}, { accept: 'text/html' })],
  ['an accept of routers', () => ask(name, {}, { accept: 'application/json; callbackSpec=1.0' })],
  ['a very long accept', () => ask(name, {}, { accept: `application/json, ${'text/x, '.repeat(100)}*/*` })],
  ['another path', () => post({ query: name }, as(viewer), 'POST /graphql/ HTTP/1.1')],
  ['parameters', () => post({ query: name }, as(viewer), 'POST /graphql?a=1 HTTP/1.1')],
  ['another place', () => post({ query: name }, as(viewer), 'POST /nowhere HTTP/1.1')],
  ['the whole address', () => post({ query: name }, as(viewer), 'POST http://x/graphql HTTP/1.1')],
  ['another method', () => post({ query: name }, as(viewer), 'PUT /graphql HTTP/1.1')],
  [
    'a preflight',
    () => post('', { origin: ours, 'access-control-request-method': 'POST' }, 'OPTIONS /graphql HTTP/1.1'),
  ],
  ['broken JSON in pieces', () => slowly(3, '{"query":"{ viewer', as(viewer))],
  ['an unknown document in pieces', () => slowly(7, { query: `{ viewer { nam } } # ${'é'.repeat(20)}` }, as(viewer))],
  [
    'a large body in pieces that is not known',
    () => slowly(30_000, { query: '{ a }', variables: { filler: 'é'.repeat(60_000) } }, as(viewer)),
  ],
];

function chunked(body: object): Raw {
  const { head, bytes } = parts(body, { ...as(viewer), 'content-length': undefined, 'transfer-encoding': 'chunked' });
  return { pieces: [`${head}${bytes.length.toString(16)}\r\n`, bytes, '\r\n0\r\n\r\n'] };
}

/** As `pair.send`, without what is left of a minute: it may be over for one of them and not yet for the other. */
async function send(raw: Raw) {
  const { short, ordinary, passedOn } = await pair.send(raw);
  const [left, right] = [short, ordinary].map((heard) => heard.replaceAll(/^RateLimit-Remaining: \d+/gm, ''));
  return { short: String(left), ordinary: String(right), passedOn };
}

test.each(taken)('%s: the same answer, the short way', async (_what, raw) => {
  for (const round of [1, 2, 3, 4]) {
    const { short, ordinary, passedOn } = await send(raw());
    expect(short).toBe(ordinary);
    if (round > 1) expect(passedOn).toBe(0);
  }
});

test.each(left)('%s: the same answer, the ordinary way', async (_what, raw) => {
  await send(ask(name));
  for (let round = 0; round < 3; round += 1) {
    const { short, ordinary, passedOn } = await send(raw());
    expect(short).toBe(ordinary);
    expect(short).toMatch(/^HTTP\/1\.1 \d{3} /);
    expect(passedOn).toBe(1);
  }
});

test('requests that are sent ahead are answered in their order, whichever way they go', async () => {
  await send(ask(name));
  const plain = parts({ query: name }, { ...as(viewer), connection: undefined });
  const broken = parts('{"query":', { ...as(viewer), connection: undefined });
  const last = parts({ query: name }, as(viewer));
  const all = [plain, broken, plain, plain, broken, last].flatMap(({ head, bytes }) => [Buffer.from(head), bytes]);
  const { short, ordinary, passedOn } = await send({ pieces: [Buffer.concat(all)] });
  expect(short).toBe(ordinary);
  expect(short.match(/HTTP\/1\.1 \d+/g)).toEqual([200, 400, 200, 200, 400, 200].map((told) => `HTTP/1.1 ${told}`));
  expect(passedOn).toBe(2);
});

test.each(['ends', 'hangs up'] as const)('a body that is shorter than its client said, who then %s', async (then) => {
  const { head, bytes } = parts({ query: name }, { ...as(viewer), 'content-length': '100' });
  for (const pieces of [[Buffer.concat([Buffer.from(head), bytes])], [head, bytes], [head]]) {
    const { short, ordinary } = await send({ pieces, then });
    expect(short).toBe(ordinary);
  }
  const after = await send(ask(name));
  expect(after.short).toBe(after.ordinary);
});
