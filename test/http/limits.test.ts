import request from 'supertest';
import { World } from '../setup/world';
import type { TestActor } from '../setup/tenant';

let world: World;
let viewer: TestActor;
let rootId: string;

beforeAll(async () => {
  world = await World.open();
  const tenant = await world.tenant();
  rootId = tenant.root.gid;
  for (let index = 0; index < 3; index += 1) await tenant.add(tenant.root);
  viewer = await tenant.actor({ role: 'VIEWER', at: tenant.root });
});
afterAll(() => world.close());

/** The server is well: an honest query is answered as ever. */
afterEach(async () => {
  expect((await viewer.call.send('{ viewer { roots { childCount } } }')).data).toEqual({
    viewer: { roots: [{ childCount: 3 }] },
  });
});

const many = (count: number, piece: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => piece(i)).join(' ');
const nested = (depth: number, field: string) => `${`${field} { `.repeat(depth)} id ${'}'.repeat(depth)}`;
/** Each fragment spreads the next one twice. */
const spreading = (count: number) =>
  `{ viewer { roots { ...f0 } } } ${many(count, (i) => `fragment f${i} on Organization { ...f${i + 1} ...f${i + 1} }`)}
   fragment f${count} on Organization { name }`;
/** Each fragment selects the next one beneath two fields. */
const doubling = (count: number) =>
  `{ viewer { roots { ...f0 } } } ${many(count, (i) => `fragment f${i} on Organization { parent { ...f${i + 1} } ancestors { ...f${i + 1} } }`)}
   fragment f${count} on Organization { name }`;

test.each([
  ['10,000 aliases', `{ ${many(10_000, (i) => `a${i}: viewer { name }`)} }`, 'BAD_USER_INPUT'],
  ['51 aliases', `{ ${many(51, (i) => `a${i}: viewer { name }`)} }`, 'BAD_USER_INPUT'],
  ['a depth of 10,000', `{ viewer { roots { ${nested(10_000, 'children')} } } }`, 'BAD_USER_INPUT'],
  ['a depth of 30', `{ viewer { roots { ${nested(30, 'children')} } } }`, 'BAD_USER_INPUT'],
  ['a depth hidden in fragments', doubling(30), 'BAD_USER_INPUT'],
  [
    'a fragment cycle',
    '{ viewer { roots { ...a } } } fragment a on Organization { parent { ...a } }',
    'BAD_USER_INPUT',
  ],
  ['a flood of directives', `{ viewer { name ${many(60, () => '@include(if: true)')} } }`, 'BAD_USER_INPUT'],
  ['a million characters', `{ viewer { ${many(140_000, () => 'name')} } }`, 'BAD_USER_INPUT'],
  ['fields that double with each fragment', doubling(18), 'QUERY_TOO_EXPENSIVE'],
  [
    'pages in pages',
    `{ viewer { roots { descendants(first: 100) { nodes { descendants(first: 100) { nodes { memberships(first: 100) { nodes { id } } } } } } } } }`,
    'QUERY_TOO_EXPENSIVE',
  ],
])('%s is refused', async (_name, query, code) => {
  const { data, errors } = await viewer.call.send(query);
  expect(data ?? null).toBeNull();
  expect(errors?.map(({ extensions }) => extensions.code)).toContain(code);
  expect(errors?.length).toBeLessThanOrEqual(100);
});

test('a fragment that is spread a million times is one fragment', async () => {
  expect((await viewer.call.send(spreading(20))).data).toEqual({
    viewer: { roots: [{ name: expect.any(String) as string }] },
  });
});

test.each([
  ['literally', '($id: ID!)', '100', {}],
  ['by a variable', '($id: ID!, $page: Int!)', '$page', { page: 100 }],
  ['by a default', '($id: ID!, $page: Int = 100)', '$page', {}],
])('a page in a page in a page is too expensive, its size given %s', async (_how, declared, first, variables) => {
  const page = (inner: string) => `descendants(first: ${first}) { nodes { ${inner} } }`;
  const query = `query ${declared} { organization(by: { id: $id }) { ${page(page(page('id')))} } }`;
  const { errors } = await viewer.call.send(query, { id: rootId, ...variables });
  expect(errors).toEqual([
    {
      message: expect.stringContaining('the limit is 100000') as string,
      extensions: { code: 'QUERY_TOO_EXPENSIVE', cost: { requested: expect.any(Number) as number, limit: 100_000 } },
    },
  ]);
});

test('what is left out by a variable costs nothing', async () => {
  const page = (inner: string) => `descendants(first: 100) { nodes { ${inner} } }`;
  const query = `query ($id: ID!, $wide: Boolean!) { organization(by: { id: $id }) { name ${page(page(page('id'))).replace(' {', ' @include(if: $wide) {')} } }`;
  expect(await viewer.call.send(query, { id: rootId, wide: false })).toMatchObject({
    errors: undefined,
    extensions: { cost: { requested: 1 } },
  });
  expect((await viewer.call.send(query, { id: rootId, wide: true })).errors?.[0]?.extensions.code).toBe(
    'QUERY_TOO_EXPENSIVE',
  );
});

test('introspection is answered without a token and costs nothing', async () => {
  expect(await world.caller().send('{ __schema { queryType { name } } __typename }')).toEqual({
    status: 200,
    data: { __schema: { queryType: { name: 'Query' } }, __typename: 'Query' },
    errors: undefined,
    extensions: { cost: { requested: 0, limit: 100_000, remaining: 100_000 } },
  });
});

const post = (type: string, body: string) =>
  request(world.http)
    .post('/graphql')
    .set('authorization', `Bearer ${viewer.token}`)
    .set('content-type', type)
    .send(body);
const query = '{ viewer { name } }';

test('a body of more than 1 MB is refused before it is read', async () => {
  const response = await post('application/json', JSON.stringify({ query, variables: { x: 'x'.repeat(1_048_576) } }));
  expect(response.status).toBe(413);
  expect(response.body).toEqual({
    errors: [{ message: 'The request body is larger than 1 MB.', extensions: { code: 'BAD_USER_INPUT' } }],
  });
});

test.each([
  ['a list of operations', 'application/json', JSON.stringify([{ query }, { query }]), 400],
  [
    'a form, as another site could send it',
    'application/x-www-form-urlencoded',
    `query=${encodeURIComponent(query)}`,
    400,
  ],
  ['plain text, as another site could send it', 'text/plain', JSON.stringify({ query }), 400],
  ['JSON in an encoding that is none', 'application/json; charset=klingon', JSON.stringify({ query }), 415],
])('%s is refused in the form of GraphQL errors', async (_name, type, body, status) => {
  const response = await post(type, body);
  expect(response.status).toBe(status);
  expect(response.headers['content-type']).toMatch(/json/);
  const { errors, ...rest } = response.body as { errors: { message: string; extensions: object }[] };
  expect(rest).toEqual({});
  expect(errors).toEqual([{ message: expect.any(String) as string, extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('a mutation by GET is refused, and so is a query by GET that another site could send', async () => {
  const get = (text: string) =>
    request(world.http).get('/graphql').set('authorization', `Bearer ${viewer.token}`).query({ query: text });
  const mutation = await get('mutation { revokeRole(input: { grantId: "x" }) { userErrors { code } } }').set(
    'apollo-require-preflight',
    '1',
  );
  expect([mutation.status, mutation.headers.allow]).toEqual([405, 'POST']);
  const forged = await get(query);
  expect(forged.status).toBe(400);
  expect(forged.body).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
});

test.each([
  ['get', '/nowhere'],
  ['get', '/nowhere/../../etc/passwd'],
  ['get', '/%E0%A4%A'],
  ['post', '/graphiql/x'],
] as const)('%s %s answers JSON without a path or a stack', async (method, path) => {
  const response = await request(world.http)[method](path);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  expect(response.text).not.toMatch(/node_modules|\.ts|\.js|at /);
  expect((response.body as { errors: object[] }).errors).toHaveLength(1);
});
