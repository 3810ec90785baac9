import request, { type Test } from 'supertest';
import type { TestActor } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
let actor: TestActor;
beforeAll(async () => {
  world = await World.open();
  const tenant = await world.tenant();
  actor = await tenant.actor({ role: 'VIEWER', at: tenant.root });
});
/** After whatever was refused, the next honest caller is answered. */
afterEach(async () => {
  expect(await actor.call.ask('{ viewer { name } }')).toEqual({ viewer: { name: actor.name } });
});
afterAll(() => world.close());

const query = '{ viewer { name } }';

test('a request has a body of at most 1 MB', async () => {
  const response = await post().send({ query, variables: { filler: 'x'.repeat(1_048_576) } });
  expect([response.status, response.body]).toEqual([
    413,
    { errors: [{ message: 'The request body is larger than 1 MB.', extensions: { code: 'BAD_USER_INPUT' } }] },
  ]);
  expect((await post().send({ query, variables: { filler: 'x'.repeat(1_000_000) } })).status).toBe(200);
});

test('a request holds one operation, not a batch', async () => {
  const response = await post().send([{ query }, { query }]);
  expect([response.status, codesOf(response.body)]).toEqual([400, ['BAD_USER_INPUT']]);
});

test('a request that a foreign page could send without asking is refused', async () => {
  const body = JSON.stringify({ query });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const response = await post().set('content-type', type).send(body);
    expect([type, response.status, codesOf(response.body)]).toEqual([type, 400, ['BAD_USER_INPUT']]);
  }
  const read = await authorized(request(world.http).get('/graphql').query({ query }));
  expect([read.status, codesOf(read.body)]).toEqual([400, ['BAD_USER_INPUT']]);
});

test('a request reads by GET when it asked beforehand, and never writes', async () => {
  const get = (text: string) =>
    authorized(request(world.http).get('/graphql').query({ query: text }).set('apollo-require-preflight', '1'));
  expect((await get(query)).body).toMatchObject({ data: { viewer: { name: actor.name } } });
  const write = await get('mutation { revokeRole(input: { grantId: "1" }) { grant { id } } }');
  expect([write.status, codesOf(write.body), write.headers.allow]).toEqual([405, ['BAD_USER_INPUT'], 'POST']);
});

test.each<[string, number, string, () => Test]>([
  ['bad JSON', 400, 'BAD_USER_INPUT', () => post().set('content-type', 'application/json').send('{"query":')],
  ['no object', 400, 'BAD_USER_INPUT', () => post().set('content-type', 'application/json').send('"query"')],
  ['no body', 400, 'BAD_USER_INPUT', () => post().set('content-type', 'application/json')],
  ['another type', 400, 'BAD_USER_INPUT', () => post().set('content-type', 'application/xml').send('<query/>')],
  ['another charset', 415, 'BAD_USER_INPUT', () => raw('application/json; charset=x-none')],
  ['another encoding', 415, 'BAD_USER_INPUT', () => raw('application/json').set('content-encoding', 'zip')],
  ['a broken encoding', 400, 'BAD_USER_INPUT', () => raw('application/json').set('content-encoding', 'gzip')],
  ['another method', 405, 'BAD_USER_INPUT', () => authorized(request(world.http).put('/graphql')).send({ query })],
  ['another place', 404, 'NOT_FOUND', () => request(world.http).get('/nowhere')],
  ['a place that cannot be', 404, 'NOT_FOUND', () => request(world.http).get('/%E0%A4%A')],
  ['a page to look at', 400, 'BAD_USER_INPUT', () => request(world.http).get('/graphql').set('accept', 'text/html')],
])('a request with %s is answered %i %s in JSON', async (_what, status, code, send) => {
  const response = await send();
  expect([response.status, codesOf(response.body)]).toEqual([status, [code]]);
  expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(response.text).not.toMatch(/node_modules|\bat .*:\d+:\d+|select |\/tmp\//);
  expect(response.headers['x-powered-by']).toBeUndefined();
});

const raw = (type: string) => post().set('content-type', type).send(JSON.stringify({ query }));

function post(): Test {
  return authorized(request(world.http).post('/graphql'));
}

function authorized(sent: Test): Test {
  return sent.set('authorization', `Bearer ${actor.token}`);
}

function codesOf(body: unknown): string[] {
  const { errors = [] } = body as { errors?: { extensions: { code: string } }[] };
  return errors.map(({ extensions }) => extensions.code);
}
