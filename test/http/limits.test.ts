import type { TestActor, TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
let tenant: TestTenant;
let actor: TestActor;
beforeAll(async () => {
  world = await World.open();
  tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const community = await tenant.add(street);
  for (let made = 0; made < 3; made += 1) await tenant.add(community);
  actor = await tenant.actor({ role: 'VIEWER', at: tenant.root });
});
/** After whatever was refused, the next honest caller is answered. */
afterEach(async () => {
  expect(await actor.call.ask('{ viewer { name } }')).toEqual({ viewer: { name: actor.name } });
});
afterAll(() => world.close());

const by = () => `organization(by: { id: "${tenant.root.gid}" })`;

async function refusalOf(query: string, variables: object = {}): Promise<string> {
  const { status, data, errors = [] } = await actor.call.send(query, variables);
  expect(data ?? null).toBeNull();
  return [status, ...errors.map(({ extensions, message }) => `${extensions.code}: ${message}`)].join(' ');
}

async function costOf(query: string, variables: object = {}): Promise<unknown> {
  const { errors, extensions } = await actor.call.send(query, variables);
  expect(errors).toBeUndefined();
  return (extensions?.cost as { requested: number }).requested;
}

describe('the document', () => {
  test('has at most 4,000 tokens', async () => {
    const statuses = (count: number) =>
      `{ ${by()} { memberships(first: 1, status: [${'FULL '.repeat(count)}]) { totalCount } } }`;
    expect(await refusalOf(statuses(4_000))).toBe(
      '200 BAD_USER_INPUT: Syntax Error: Document contains more that 4000 tokens. Parsing aborted.',
    );
    expect(await costOf(statuses(3_900))).toBe(4);
  });

  test('has at most 50 aliases', async () => {
    const aliases = (count: number) =>
      `{ ${Array.from({ length: count }, (_none, index) => `a${index}: viewer { name }`).join(' ')} }`;
    expect(await refusalOf(aliases(51))).toMatch(
      /^200 BAD_USER_INPUT: .*[Aa]liases limit of 50 exceeded, found 51\.?$/,
    );
    expect(await costOf(aliases(50))).toBe(50);
  });

  test('is at most 25 levels deep, fragments included', async () => {
    const nested = (levels: number): string => (levels === 0 ? 'id' : `parent { ${nested(levels - 1)} }`);
    expect(await costOf(`{ ${by()} { ${nested(23)} } }`)).toBe(24);
    expect(await refusalOf(`{ ${by()} { ${nested(30)} } }`)).toMatch(
      /^200 BAD_USER_INPUT: .*[Dd]epth limit of 25 exceeded/,
    );
    const spread = `{ ${by()} { ...a } } fragment a on Organization { ${nested(15).replace('id', '...b')} }
      fragment b on Organization { ${nested(15)} }`;
    expect(await refusalOf(spread)).toMatch(/^200 BAD_USER_INPUT: .*[Dd]epth limit of 25 exceeded/);
  });

  test('has at most 25 directives', async () => {
    const directives = (count: number) => `{ viewer { name ${'@include(if: true) '.repeat(count)} } }`;
    expect(await refusalOf(directives(26))).toMatch(/BAD_USER_INPUT: .*[Dd]irectives limit of 25 exceeded, found 26/);
  });

  test('may not double by fragments within fragments', async () => {
    const chain = (count: number, body: (next: string) => string) =>
      Array.from(
        { length: count },
        (_none, index) => `fragment f${index} on Organization { ${body(`...f${index + 1}`)} }`,
      )
        .concat(`fragment f${count} on Organization { name }`)
        .join(' ');
    // Spread twice in one place a fragment is selected once: that is an honest operation.
    expect(await costOf(`{ ${by()} { ...f0 } } ${chain(300, (next) => `${next} ${next}`)}`)).toBe(1);
    expect(
      await costOf(`{ ${by()} { children { ...f0 } } } ${chain(300, (next) => `${next} ${next}`)}`),
    ).toBeGreaterThan(0);
    const doubled = chain(20, (next) => `parent { ${next} } ancestors { ${next} }`);
    expect(await refusalOf(`{ ${by()} { ...f0 } } ${doubled}`)).toMatch(/^200 QUERY_TOO_EXPENSIVE/);
    const childless = chain(20, (next) => `descendants(first: 0) { nodes { ${next} } edges { node { ${next} } } }`);
    expect(await refusalOf(`{ ${by()} { ...f0 } } ${childless}`)).toMatch(/^200 (QUERY_TOO_EXPENSIVE|BAD_USER_INPUT)/);
    const merged = chain(20, (next) => `children { ${next} } children { ${next} }`);
    expect(await refusalOf(`{ ${by()} { ...f0 } } ${merged}`)).toMatch(/^200 QUERY_TOO_EXPENSIVE/);
  });

  test.each([
    ['an operation that is not there', { query: 'query A { viewer { name } }', operationName: 'B' }],
    ['one of several that is not named', { query: 'query A { viewer { name } } query B { viewer { name } }' }],
    ['a subscription', { query: 'subscription { viewer { name } }' }],
    [
      'a null for @include',
      { query: 'query ($on: Boolean = true) { viewer { name @include(if: $on) } }', variables: { on: null } },
    ],
    [
      'a null for an argument',
      { query: 'query ($ids: [ID!] = []) { nodes(ids: $ids) { id } }', variables: { ids: null } },
    ],
    ['a variable left out', { query: 'query ($id: ID!) { node(id: $id) { id } }' }],
    ['a variable of another type', { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: {} } }],
    ['a field that is not there', { query: '{ viewer { password } }' }],
    ['a document that is none', { query: '{ viewer' }],
    ['an empty document', { query: '' }],
    [
      'fragments in a circle',
      { query: '{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }' },
    ],
  ])('%s is a bad input', async (_what, body) => {
    const { errors } = await actor.call.sendBody(body);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('the cost', () => {
  const page = (size: string) => `query ($n: Int, $m: Int = 100) { ${by()} { descendants(first: ${size}) { nodes {
    memberships(first: $n) { nodes { person { memberships { id } } } } other: memberships(first: $m) { nodes { id } } } } } }`;

  test('is told with every answer, and nothing that is selected of the schema costs', async () => {
    const { extensions } = await actor.call.send('{ viewer { name __typename } __typename }');
    expect(extensions).toEqual({ cost: { requested: 1, limit: 100_000, remaining: 99_999 } });
    expect(await costOf('{ __typename }')).toBe(0);
    expect(await costOf('{ __schema { types { fields { type { ofType { name } } } } } }')).toBe(0);
  });

  test('is refused beyond the limit, whoever names the size: a literal, a variable, its default', async () => {
    for (const [size, variables] of [
      ['100', { n: 100 }],
      ['$n', { n: 100 }],
      ['$m', { n: 100 }],
    ] as const) {
      expect(await refusalOf(page(size), variables)).toMatch(
        /^200 QUERY_TOO_EXPENSIVE: This operation could build \d+ objects; the limit is 100000\./,
      );
    }
    expect(await costOf(page('1'), { n: 1, m: 1 })).toBeLessThan(100);
  });

  test('is refused with its figures, and remaining is what is left of the limit', async () => {
    const { errors, data } = await actor.call.send(page('100'), { n: 100 });
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions).toEqual({
      code: 'QUERY_TOO_EXPENSIVE',
      cost: { requested: expect.any(Number), limit: 100_000 },
    });
  });

  test('counts lists without arguments within each other', async () => {
    const nested = (levels: number): string => (levels === 0 ? 'name' : `ancestors { ${nested(levels - 1)} }`);
    expect(await costOf(`{ ${by()} { ${nested(2)} } }`)).toBe(1 + 10 + 100);
    expect(await refusalOf(`{ ${by()} { ${nested(6)} } }`)).toMatch(/^200 QUERY_TOO_EXPENSIVE/);
  });

  test('counts a breakdown within a list', async () => {
    const inList = `{ ${by()} { descendants(first: 100) { nodes { descendants(first: 100) { nodes {
      breakdown(level: "BRANCH") { rows { counts { members } } } } } } } } }`;
    expect(await refusalOf(inList)).toMatch(/^200 QUERY_TOO_EXPENSIVE/);
    expect(await costOf(`{ ${by()} { breakdown(level: "BRANCH") { rows { counts { members } } } } }`)).toBe(
      1 + 100 + 1 + 3 + 3,
    );
  });

  test('is not escaped by a page of minus one, by fragments, or by what is skipped only at another time', async () => {
    const minus = `{ ${by()} { descendants(first: -1) { nodes { id } } } }`;
    expect(await actor.call.refusals(minus)).toEqual([{ code: 'BAD_USER_INPUT', path: 'organization.descendants' }]);
    const hidden = `query ($on: Boolean!) { ${by()} { ...a @include(if: $on) } }
      fragment a on Organization { ... on Node { ... on Organization { descendants(last: 100) { edges { node {
        descendants(last: 100) { edges { node { memberships(last: 100) { edges { node { id } } } } } } } } } } } }`;
    expect(await refusalOf(hidden, { on: true })).toMatch(/^200 QUERY_TOO_EXPENSIVE/);
    expect(await costOf(hidden, { on: false })).toBe(1);
  });
});
