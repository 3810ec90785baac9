import request, { type Response } from 'supertest';
import { hashOfDocument, readManifest } from '../../src/graphql/trusted-documents';
import { createApp } from '../../src/app';
import { createLog } from '../../src/log';
import type { TestActor } from '../setup/tenant';
import { World } from '../setup/world';

const name = 'query Name { viewer { name } }';
const rename = 'mutation Revoke($id: ID!) { revokeRole(input: { grantId: $id }) { userErrors { code } } }';
const hash = hashOfDocument(name);
const manifest = { [hash]: name, [`sha256:${hashOfDocument(rename)}`]: rename };

let world: World;
let actor: TestActor;
beforeAll(async () => {
  world = await World.open({ walls: { trustedDocuments: readManifest(JSON.stringify(manifest)) } });
  const tenant = await world.tenant();
  actor = await tenant.actor({ role: 'VIEWER', at: tenant.root });
});
/** After whatever was refused, what is trusted is answered. */
afterEach(async () => {
  expect(answerOf(await post({ query: name }))).toEqual([200, { data: { viewer: { name: actor.name } } }]);
});
afterAll(() => world.close());

const post = (body: object) =>
  request(world.http).post('/graphql').set('authorization', `Bearer ${actor.token}`).send(body);
const get = (parameters: object) =>
  request(world.http)
    .get('/graphql')
    .query(parameters)
    .set({ authorization: `Bearer ${actor.token}`, 'apollo-require-preflight': '1' });

function answerOf({ status, body }: Response): [number, object] {
  const { extensions: _extensions, ...rest } = body as { extensions?: object };
  return [status, rest];
}

const persisted = (sha256Hash: unknown) => ({ persistedQuery: { version: 1, sha256Hash } });

test.each<[string, object]>([
  ['its text', { query: name }],
  ['its id', { documentId: `sha256:${hash}` }],
  ['its id, of several operations by name', { documentId: `sha256:${hash}`, operationName: 'Name', variables: {} }],
  ["Apollo's hash", { extensions: persisted(hash) }],
  ["Apollo's hash beside the text", { query: name, extensions: persisted(hash) }],
])('a document of the list runs when it is asked for by %s', async (_what, body) => {
  expect(answerOf(await post(body))).toEqual([200, { data: { viewer: { name: actor.name } } }]);
});

test('it is read by GET as well, behind the guard against forged requests', async () => {
  const found = [200, { data: { viewer: { name: actor.name } } }];
  expect(answerOf(await get({ documentId: `sha256:${hash}` }))).toEqual(found);
  expect(answerOf(await get({ extensions: JSON.stringify(persisted(hash)) }))).toEqual(found);
  expect((await get({ documentId: `sha256:${hash}` }).set('apollo-require-preflight', '')).status).toBe(400);
  expect((await get({ documentId: `sha256:${hashOfDocument(rename)}`, variables: '{"id":"1"}' })).status).toBe(405);
  expect(answerOf(await get({ query: '{ viewer { name } }' }))[0]).toBe(400);
});

test('a trusted mutation takes its variables', async () => {
  const response = await post({ documentId: `sha256:${hashOfDocument(rename)}`, variables: { id: 'x' } });
  expect(answerOf(response)).toMatchObject([200, { data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] }]);
});

test.each<[string, object]>([
  ['another text', { query: '{ viewer { name } }' }],
  ['the same text with one blank more', { query: `${name} ` }],
  ['introspection', { query: '{ __schema { queryType { name } } }' }],
  ['an unknown id', { documentId: `sha256:${'0'.repeat(64)}` }],
  ['an id of another form', { documentId: hash }],
  ['an id in capitals', { documentId: `sha256:${hash.toUpperCase()}` }],
  ['an id that is a name of every object', { documentId: '__proto__' }],
  ['an unknown hash', { extensions: persisted('constructor') }],
  ['a hash that is no text', { extensions: persisted({ toString: 1 }) }],
  ['a trusted id and another text', { documentId: `sha256:${hash}`, query: '{ viewer { roots { name } } }' }],
  ['a trusted hash and another text', { extensions: persisted(hash), query: '{ viewer { roots { name } } }' }],
  ['two documents', { documentId: `sha256:${hash}`, extensions: persisted(hashOfDocument(rename)) }],
  ['nothing', {}],
  ['a batch', [{ query: name }]],
])('%s does not run', async (_what, body) => {
  const response = await post(body).set('accept-language', 'zh');
  expect(answerOf(response)).toEqual([
    400,
    {
      errors: [
        {
          message: '此处仅可执行受信任列表中的文档，该文档不在其中。',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    },
  ]);
});

test("both forms of a manifest are read, Apollo's too", () => {
  const operations = [{ id: hash, name: 'Name', type: 'query', body: name }];
  const apollo = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  expect([...readManifest(JSON.stringify(apollo))]).toEqual([[hash, name]]);
  expect([...readManifest(JSON.stringify(manifest)).keys()]).toEqual([hash, hashOfDocument(rename)]);
});

test('faults of a manifest are told by id, all at once', () => {
  expect(() => readManifest(JSON.stringify({ [hash]: rename, b: 1 }))).toThrow(
    `Trusted documents that cannot be used:\n  ${hash}: it is not the SHA-256 of its document.\n  b: its document is no text.`,
  );
  expect(() => readManifest('[]')).toThrow('A manifest of trusted documents is a JSON object.');
  expect(() => readManifest('{"operations":[null]}')).toThrow('undefined: its document is no text.');
});

test('a document that does not fit the schema, or passes a limit, stops the start', async () => {
  const texts = ['{ viewer { password } }', '{', `{ ${'a: viewer { name } '.repeat(51)} }`];
  const trustedDocuments = new Map(texts.map((text, index) => [`document-${index}`, text]));
  const started = createApp({
    database: { pool: world.pool },
    keys: world.keys,
    log: createLog('silent'),
    walls: { trustedDocuments },
  });
  await expect(started).rejects.toThrow(
    [
      'Trusted documents that cannot be used:',
      'document-0: Cannot query field "password" on type "Viewer".',
      'document-1: Syntax Error: Expected Name, found <EOF>.',
      'document-2: Syntax Error: Aliases limit of 50 exceeded, found 51.',
    ].join('\n  '),
  );
});
