import request from 'supertest';
import { World } from '../setup/world';
import type { TestActor } from '../setup/tenant';

let world: World;
let viewer: TestActor;

beforeAll(async () => {
  world = await World.open();
  const tenant = await world.tenant();
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
  ['a name of 101 characters', `{ ${'a'.repeat(101)}: viewer { name } }`, 'BAD_USER_INPUT'],
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
