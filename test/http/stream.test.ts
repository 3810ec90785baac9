import request from 'supertest';
import type { TestActor, TestTenant } from '../setup/tenant';
import { TestStream } from '../setup/stream';
import { World } from '../setup/world';

let world: World;
let tenant: TestTenant;
let administrator: TestActor;
beforeAll(async () => {
  world = await World.open({ streams: { perAccount: 3, perProcess: 5 } });
  tenant = await world.tenant();
  administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: tenant.root });
});
afterAll(() => world.close());

const follow = 'subscription ($id: ID!) { temporaryAccessTaken(organizationId: $id) { id } }';
const variables = () => ({ id: tenant.root.gid });

/** What a stream answers that does not begin: one answer, and its end. */
async function refusal(query: string, given: object = variables()) {
  const stream = await administrator.call.follow(query, given);
  const [answer, ...more] = await stream.end();
  expect([stream.status, stream.isOpen, stream.isCompleted, more]).toEqual([200, false, true, []]);
  expect(answer?.data ?? null).toBeNull();
  return answer?.errors?.map(({ message, extensions }) => [extensions.code, message]);
}

test('a stream is opened by POST and by GET', async () => {
  for (const method of ['POST', 'GET'] as const) {
    const { token } = administrator;
    const stream = await TestStream.open(world.http, token, follow, variables(), { method });
    expect([stream.status, stream.isOpen, stream.answers]).toEqual([200, true, []]);
    await stream.close();
  }
});

test.each([
  ['a document that is none', 'subscription {', 'Syntax Error: Expected Name, found <EOF>.'],
  ['an unknown field', 'subscription { nothing }', 'Cannot query field "nothing" on type "Subscription".'],
  ['a query', '{ viewer { name } }', 'A stream answers one subscription; anything else is answered at /graphql.'],
  ['a name too long', `subscription { ${'a'.repeat(101)}: __typename }`, 'A name has at most 100 characters.'],
  [
    'too many tokens',
    `subscription { temporaryAccessTaken(organizationId: "x") { ${'id '.repeat(4_000)} } }`,
    'Syntax Error: Document contains more that 4000 tokens. Parsing aborted.',
  ],
])('%s is refused as bad input', async (_case, query, message) => {
  expect(await refusal(query, {})).toContainEqual(['BAD_USER_INPUT', message]);
});

test('aliases and depth are bounded, and two fields are too many', async () => {
  const aliases = Array.from({ length: 51 }, (_each, index) => `a${index}: id`).join(' ');
  expect((await refusal(`subscription { temporaryAccessTaken(organizationId: "x") { ${aliases} } }`))?.[0]).toEqual([
    'BAD_USER_INPUT',
    expect.stringMatching(/Aliases limit/),
  ]);
  const deep = `organization ${'{ children '.repeat(30)}{ id }${' }'.repeat(30)}`;
  expect((await refusal(`subscription { temporaryAccessTaken(organizationId: "x") { ${deep} } }`))?.[0]).toEqual([
    'BAD_USER_INPUT',
    expect.stringMatching(/depth/i),
  ]);
  const two = 'a: temporaryAccessTaken(organizationId: "x") { id } b: temporaryAccessTaken(organizationId: "y") { id }';
  expect((await refusal(`subscription { ${two} }`))?.[0]?.[0]).toBe('BAD_USER_INPUT');
});

test('what could build too much is refused before it begins', async () => {
  const inner =
    'grants(first: 100) { nodes { organization { grants(first: 100) { nodes { organization { grants(first: 100) { nodes { id } } } } } } } }';
  const query = `subscription ($id: ID!) { temporaryAccessTaken(organizationId: $id) { organization { ${inner} } } }`;
  expect((await refusal(query))?.[0]?.[0]).toBe('QUERY_TOO_EXPENSIVE');
});

test('a missing variable is bad input', async () => {
  expect((await refusal(follow, {}))?.[0]?.[0]).toBe('BAD_USER_INPUT');
});

test('a subscription sent to /graphql is told where it is answered', async () => {
  const { data, errors } = await administrator.call.send(follow, variables());
  expect(data ?? null).toBeNull();
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
});

test('what asks for no stream is refused in the form of errors', async () => {
  const refused = (message: string) => ({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] });
  const plain = await request(world.http).post('/graphql/stream').send({ query: follow });
  expect([plain.status, plain.body]).toEqual([406, refused('A stream is asked for with Accept: text/event-stream.')]);
  const empty = await request(world.http).post('/graphql/stream').set('accept', 'text/event-stream').send({});
  expect([empty.status, empty.body]).toEqual([400, refused('Missing query')]);
  const put = await request(world.http)
    .put('/graphql/stream')
    .set('accept', 'text/event-stream')
    .send({ query: follow });
  expect([put.status, put.body]).toEqual([415, refused('Send a query as JSON by POST, or in the URL by GET.')]);
});

test('messages are in the language of the request', async () => {
  const stream = await world.caller().with({ 'accept-language': 'zh-CN' }).follow(follow, variables());
  expect((await stream.end())[0]?.errors?.[0]).toMatchObject({
    message: '需要有效的访问令牌。',
    extensions: { code: 'UNAUTHENTICATED' },
  });
});

test('an account has so many streams open and no more, a process too; one that ends makes room', async () => {
  const open: TestStream[] = [];
  for (let opened = 0; opened < 3; opened += 1) open.push(await administrator.call.follow(follow, variables()));
  expect(await refusal(follow)).toEqual([['RATE_LIMITED', 'This account has too many streams open.']]);

  const others = [tenant, tenant, tenant].map((each) => each.actor({ role: 'AUDITOR', at: each.root }));
  const [second, third, fourth] = await Promise.all(others);
  for (const actor of [second, third]) if (actor) open.push(await actor.call.follow(follow, variables()));
  const refused = await fourth?.call.follow(follow, variables());
  expect((await refused?.end())?.[0]?.errors?.[0]).toMatchObject({
    message: 'Too many streams are open.',
    extensions: { code: 'RATE_LIMITED' },
  });

  await open.shift()?.close();
  let again = await administrator.call.follow(follow, variables());
  // The server hears of the closed connection when it does.
  while (!again.isOpen) again = await administrator.call.follow(follow, variables());
  for (const stream of [...open, again]) await stream.close();
});

test('before the process stops every stream is completed, and none begins', async () => {
  const ending = await World.open();
  try {
    const place = await ending.tenant();
    const { call } = await place.actor({ role: 'AUDITOR', at: place.root });
    const stream = await call.follow(follow, { id: place.root.gid });
    expect(stream.isOpen).toBe(true);
    ending.endStreams();
    expect(await stream.end()).toEqual([]);
    expect(stream.isCompleted).toBe(true);
    const late = await call.follow(follow, { id: place.root.gid });
    expect((await late.end())[0]?.errors?.[0]?.extensions).toEqual({ code: 'RATE_LIMITED' });
  } finally {
    await ending.close();
  }
});
