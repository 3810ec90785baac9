import { getIntrospectionQuery } from 'graphql';
import { features } from '../../src/features';
import { buildSchema } from '../../src/graphql/schema';
import { gather } from '../../src/graphql/shield';
import { layOut, type Ground } from '../access/places';
import { Trial } from '../access/trial';
import { Wire } from '../setup/wire';
import { World } from '../setup/world';

// Each document is answered by graphql-js alone, and by the product the first time it comes and when it is compiled.

let world: World;
let wire: Wire;
let plainWire: Wire;
let ground: Ground;
beforeAll(async () => {
  world = await World.open();
  wire = await Wire.to(world.http);
  plainWire = await Wire.to((await world.beside({ engines: () => [] })).http);
  ground = await layOut(world);
});
afterAll(() => world.close());

test.each([
  ['ADMINISTRATOR', 'held'],
  ['GRID_WORKER', 'in a grid'],
] as const)(
  'every field answers %s %s the same when compiled',
  async (who, situation) => {
    const askers = ground.askers.filter(
      ({ asker }) => asker.who === who && 'situation' in asker && asker.situation === situation,
    );
    expect(askers).toHaveLength(1);
    const seen: { query: string; plain: string; first: string; compiled: string }[] = [];
    const send = async (query: string, token?: string) => {
      const [answer] = await asked(`${query} # ${who} ${situation}`, token, seen);
      return answer;
    };
    const doors = gather(features.map(({ permissions }) => permissions));
    await new Trial(buildSchema(features), doors, { ...ground, askers }, { send }).run();
    expect(seen.filter(({ plain, first, compiled }) => plain !== first || plain !== compiled)).toEqual([]);
    expect(seen.length).toBeGreaterThan(100);
  },
  120_000,
);

async function asked(query: string, token: string | undefined, seen: object[]) {
  const answers = [await plainWire.send(query, token)] as [Awaited<ReturnType<Wire['send']>>];
  if (query.startsWith('subscription')) return answers;
  for (let again = 0; again < 3; again += 1) answers.push(await wire.send(query, token));
  const [plain, first, , compiled] = answers.map(({ status, text }) => `${status} ${inOrder(text)}`);
  seen.push({ query, plain, first, compiled });
  return answers;
}

/** The body as it was sent, but for what differs between any two: the number of the request, and in which order fields failed. */
function inOrder(text: string): string {
  if (!text.includes('"errors"')) return text;
  const { errors, ...answer } = JSON.parse(text.replaceAll(/"requestId":"[^"]+"/g, '"requestId":"…"')) as {
    errors?: object[];
  };
  return JSON.stringify({ ...answer, errors: errors?.map((error) => JSON.stringify(error)).sort() });
}

/** A short document that is very long once each fragment stands where it is spread. */
function bomb(type: string, leaf: string, beneath: (next: string) => string, field?: string, levels = 60): string {
  const fragments = Array.from(
    { length: levels },
    (_none, index) => `fragment f${index} on ${type} { ${leaf} ${beneath(`...f${index + 1}`)} }`,
  );
  const begun = field ? `${field} { ...f0 }` : '...f0';
  return `{ viewer { ${begun} } } ${fragments.join(' ')} fragment f${levels} on ${type} { ${leaf} }`;
}

const corpus: [what: string, query: string, variables?: object][] = [
  ['the whole schema', getIntrospectionQuery()],
  [
    'names that objects have of their own',
    '{ constructor: __typename toString: __typename viewer { valueOf: __typename } }',
  ],
  ['the name that objects cannot keep', '{ __proto__: __typename viewer { __proto__: __typename locale } }'],
  ['words of the language', '{ class: __typename return: __typename await: __typename undefined: __typename }'],
  ['fields named twice', '{ viewer { roots { id } roots { name } } viewer { roots { level { code } id } } }'],
  [
    'fragments within fragments',
    `query { viewer { ...A } } fragment A on Viewer { roots { ...B } ...C }
    fragment B on Organization { id children { ...D } } fragment C on Viewer { locale } fragment D on Organization { name }`,
  ],
  [
    'fragments on an interface',
    `query ($id: ID!) { node(id: $id) { id __typename ... on Organization { name children { name } }
    ... on Person { name } ... on Node { same: id } } }`,
    { id: 'ORGANIZATION' },
  ],
  [
    'directives',
    `query ($yes: Boolean!, $no: Boolean!) { viewer @include(if: $yes) { locale @skip(if: $no)
    roots @skip(if: $yes) { id } ... @include(if: $no) { locale } ... on Viewer @include(if: $yes) { x: locale } } }`,
    { yes: true, no: false },
  ],
  [
    'other values of the same directives',
    `query ($yes: Boolean!) { viewer { a: locale @include(if: $yes) b: locale @skip(if: $yes) } }`,
    { yes: false },
  ],
  ['a default that is used', 'query ($first: Int = 1) { viewer { roots { children(first: $first) { id } } } }'],
  [
    'null where a default would be',
    'query ($id: ID!, $first: Int! = 1) { organization(by: { id: $id }) { children(first: $first) { id } } }',
    { id: 'ORGANIZATION', first: null },
  ],
  [
    'an enum, a list and an object by variables',
    `query ($by: OrganizationBy!, $level: String!) { organization(by: $by) { name
    breakdown(level: $level) { total { members } rows { members } } } }`,
    { by: { id: 'ORGANIZATION' }, level: 'BUILDING_GROUP' },
  ],
  [
    'a variable of the wrong kind',
    'query ($by: OrganizationBy!) { organization(by: $by) { name } }',
    { by: { id: [1] } },
  ],
  ['a variable that is missing', 'query ($by: OrganizationBy!) { organization(by: $by) { name } }'],
  [
    'what is not there',
    'query ($id: ID!) { organization(by: { id: $id }) { name } node(id: $id) { id } }',
    { id: 'nothing' },
  ],
  [
    'a field that fails among others',
    `query ($id: ID!) { organization(by: { id: $id }) { name children { name }
    breakdown(level: "NONE") { total { members } } } }`,
    { id: 'ORGANIZATION' },
  ],
  [
    'a list of fields that fail',
    `query ($id: ID!) { organization(by: { id: $id }) { children { name breakdown(level: "NONE") { total { members } } } } }`,
    { id: 'ORGANIZATION' },
  ],
  [
    'a field that is refused in a list',
    `query ($id: ID!) { organization(by: { id: $id }) { members(first: 3) { nodes { person { name phone } } } } }`,
    { id: 'ORGANIZATION' },
  ],
  [
    'nodes of several types',
    'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Person { name } ... on Grid { name } } }',
    { ids: ['ORGANIZATION', 'PERSON', 'nothing', 'GRID'] },
  ],
  [
    'a field of a variable that is required and has a default',
    'mutation ($input: RotateApiKeyInput!) { rotateApiKey(input: $input) { userErrors { code } } }',
    { input: { apiKeyId: 'nothing' } },
  ],
  ['a fragment that is spread a million times over at one level', bomb('Viewer', 'name', (next) => `${next} ${next}`)],
  [
    'a fragment that is spread a million times over, level by level',
    bomb('Organization', 'name', (next) => `a: parent { ${next} } b: parent { ${next} }`, 'roots', 19),
  ],
  ['two operations in a document', 'query A { viewer { locale } } query B { viewer { roots { id } } }'],
];

test.each(corpus.map(([what, query, variables]) => [what, query, variables ?? {}] as const))(
  '%s: the same answer when compiled',
  async (_what, query, variables) => {
    const asker = ground.askers.find(({ asker: { who } }) => who === 'ADMINISTRATOR');
    const named = {
      ORGANIZATION: ground.own.gid,
      PERSON: ground.nodes.own.ids.Person,
      GRID: ground.nodes.own.ids.Grid,
    };
    const filled = JSON.parse(
      JSON.stringify(variables).replaceAll(/"(ORGANIZATION|PERSON|GRID)"/g, (_, type: keyof typeof named) =>
        JSON.stringify(named[type]),
      ),
    ) as object;
    const body = { query, variables: filled };
    const headers = { authorization: `Bearer ${asker?.token}` };
    const plain = inOrder((await plainWire.post(body, headers)).text);
    for (let time = 0; time < 3; time += 1) expect(inOrder((await wire.post(body, headers)).text)).toBe(plain);
  },
);
