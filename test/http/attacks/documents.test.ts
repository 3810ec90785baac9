import { expectWell, ground, post, told, type Ground } from './ground';

let on: Ground;
beforeAll(async () => {
  on = await ground();
});
afterEach(() => expectWell(on));
afterAll(() => on.world.close());

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
  ['a list 1,900 deep', `{ nodes(ids: ${'['.repeat(1_900)}${']'.repeat(1_900)}) { id } }`, 'BAD_USER_INPUT'],
  ['an object 900 deep', `{ organization(by: ${'{ id: '.repeat(900)}1${' }'.repeat(900)}) { id } }`, 'BAD_USER_INPUT'],
  [
    'a type 1,900 deep',
    `query ($x: ${'['.repeat(1_900)}Int${']'.repeat(1_900)}) { viewer { name } }`,
    'BAD_USER_INPUT',
  ],
  ['1,000 variables', `query (${many(1_000, (i) => `$v${i}: Int`)}) { viewer { name } }`, 'BAD_USER_INPUT'],
  ['1,000 unknown fields', `{ ${many(1_000, (i) => `unknown${i}`)} }`, 'BAD_USER_INPUT'],
  ['1,000 unknown arguments', `{ node(id: "1", ${many(900, (i) => `unknown${i}: 1`)}) { id } }`, 'BAD_USER_INPUT'],
  ['500 unknown directives', `{ viewer { name ${many(500, (i) => `@unknown${i}`)} } }`, 'BAD_USER_INPUT'],
  ['500 operations', many(500, (i) => `query Q${i} { viewer { name } }`), 'BAD_USER_INPUT'],
  [
    '500 fragments that nobody uses',
    `{ viewer { name } } ${many(500, (i) => `fragment f${i} on Viewer { name }`)}`,
    'BAD_USER_INPUT',
  ],
  [
    'fields in conflict',
    `{ viewer { ${many(600, (i) => `roots { ...${i % 2 ? 'a' : 'b'} }`)} } } fragment a on Organization { x: name } fragment b on Organization { x: id }`,
    'BAD_USER_INPUT',
  ],
  [
    'a cycle of 500 fragments',
    `{ viewer { roots { ...f0 } } } ${many(500, (i) => `fragment f${i} on Organization { ...f${(i + 1) % 500} }`)}`,
    'BAD_USER_INPUT',
  ],
  [
    'introspection in introspection',
    `{ __schema { types { ${nested(20, 'fields { type')}${'}'.repeat(20)} } } }`,
    'BAD_USER_INPUT',
  ],
])('%s is refused', async (_name, query, code) => {
  const { data, errors } = await on.viewer.call.send(query);
  expect(data ?? null).toBeNull();
  expect(errors?.map(({ extensions }) => extensions.code)).toContain(code);
  // A hundred, and one that says that there are more.
  expect(errors?.length).toBeLessThanOrEqual(101);
});

test('a fragment that is spread a million times is one fragment', async () => {
  expect((await on.viewer.call.send(spreading(20))).data).toEqual({
    viewer: { roots: [{ name: expect.any(String) as string }] },
  });
});

test('introspection that goes round in circles is refused', async () => {
  const around = (depth: number): string => (depth === 0 ? 'name' : `fields { type { ${around(depth - 1)} } }`);
  const response = await post(on).send({ query: `{ __schema { types { ${around(4)} } } }` });
  expect(told(response)).toEqual([200, ['BAD_USER_INPUT']]);
});
