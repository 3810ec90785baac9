import fc from 'fast-check';

// Operations of the kinds that the fast path writes, and of some that it must leave alone.

const sometimes = fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.constantFrom('alias', 'constructor'));
const named = (name: string, key: string | undefined) => (key ? `${key}: ${name}` : name);

/** Some of the fields, at least one, some of them under another name. */
function some(fields: Record<string, fc.Arbitrary<string> | null>): fc.Arbitrary<string> {
  // Other names that are not those of other fields: a few of them would make most operations invalid.
  const each = Object.entries(fields).map(([name, beneath], index) =>
    fc
      .tuple(sometimes, beneath ?? fc.constant(''))
      .map(([key, rest]) => `${named(name, key && (index ? `${key}${index}` : key))}${rest}`),
  );
  return fc
    .subarray(each, { minLength: 1, maxLength: Math.min(6, each.length) })
    .chain((chosen) => fc.tuple(...chosen))
    .map((chosen) => chosen.join(' '));
}

const braces = (selection: fc.Arbitrary<string>) => selection.map((fields) => ` { ${fields} }`);
const leaves = (...names: string[]) => Object.fromEntries(names.map((name) => [name, null]));

const level = braces(some(leaves('rank', 'code', 'name', '__typename')));
const counts = braces(
  some(leaves('organizations', 'grids', 'members', 'fullMembers', 'probationaryMembers', 'applicants', '__typename')),
);
const organization = {
  ...leaves('id', 'name', 'shortName', 'kind', 'externalReference', 'areaCode', 'sortOrder', 'depth', '__typename'),
  ...leaves('establishedOn', 'dissolvedOn', 'version', 'childCount', 'hasChildren', 'descendantCount'),
  level,
  counts,
};
const tree = (depth: number): fc.Arbitrary<string> =>
  some(depth === 0 ? organization : { ...organization, children: braces(tree(depth - 1)) });

const size = fc.constantFrom('first: 3', 'last: 2', 'first: $size', 'first: 100');
const pageInfo = braces(some(leaves('hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor', '__typename')));
const connection = (item: fc.Arbitrary<string>) =>
  braces(
    some({
      nodes: braces(item),
      edges: braces(some({ cursor: null, node: braces(item), __typename: null })),
      pageInfo,
      totalCount: null,
      __typename: null,
    }),
  );
const person = braces(some(leaves('id', 'name', 'pinyin', 'externalReference', 'version', '__typename')));
const membership = some({
  ...leaves('id', 'status', 'statusSince', 'startedOn', 'endedOn', 'endReason', 'externalReference', 'version'),
  person,
  __typename: null,
});
const page = (args: fc.Arbitrary<string>, item: fc.Arbitrary<string>) =>
  fc.tuple(size, args, connection(item)).map(([given, more, beneath]) => `(${given}${more})${beneath}`);
const reach = fc.constantFrom('', ', reach: SUBTREE', ', reach: $reach', ', reach: DIRECT, status: [FULL]');
const filters = fc.constantFrom('', ', maxDepth: 1', ', level: "COMMUNITY"', ', kind: "VILLAGE"', ', search: "号"');
const breakdown = fc
  .tuple(
    fc.constantFrom(
      'level: "STREET"',
      'level: $level',
      'level: "COMMUNITY", kind: "VILLAGE"',
      'level: "NONE"',
      'level: "BRANCH", kind: null',
      'level: "FLOOR"',
      'level: "COMMUNITY", kind: "\\\\u0000"',
    ),
    braces(
      some({
        rows: braces(some({ organization: braces(some(organization)), counts, __typename: null })),
        elsewhere: counts,
        total: counts,
        __typename: null,
      }),
    ),
  )
  .map(([args, beneath]) => `(${args})${beneath}`);

const found = some({
  ...organization,
  children: braces(fc.oneof(tree(0), tree(1), tree(2), tree(3))),
  ancestors: braces(some(organization)),
  descendants: page(filters, some(organization)),
  memberships: page(reach, membership),
  breakdown,
});

/** What the operations ask for by name. */
export interface Names {
  organization: string;
  areaCode: string;
  reference: string;
  person: string;
}

/** The text of one operation. */
export const operation = ({ organization: id, areaCode, reference, person: other }: Names): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(
        `organization(by: { id: $id })`,
        `organization(by: { areaCode: "${areaCode}" })`,
        `organization(by: { externalReference: "${reference}" })`,
        `organization(by: { id: "nothing" })`,
        `node(id: $id)`,
        `nodes(ids: ["${id}", $id, "nothing"])`,
        `nodes(ids: [$id, "${other}"])`,
        `viewer { roots`,
      ),
      sometimes,
      found,
      fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, found),
      fc.constantFrom('', '', '', ' @include(if: true)', ' viewer { name __typename }', ' __typename'),
    )
    .map(([root, key, first, second, more]) => {
      const isInterface = root.startsWith('node');
      const beneath = isInterface
        ? `{ __typename ... on Organization { ${first} } }`
        : second
          ? `{ ${first} ...F }`
          : `{ ... on Organization { ... { ${first} } } }`;
      const [field, end] = root.endsWith('roots') ? [root, ' }'] : [named(root, key), ''];
      const selected = second && !isInterface ? `fragment F on Organization { ${second} }` : '';
      const directive = more.startsWith(' @') ? more : '';
      const body = `{ ${field}${directive} ${beneath}${end}${directive ? '' : more} } ${selected}`;
      return `query${declared(body)} ${body}`;
    });

const types = { id: 'ID!', size: 'Int', reach: 'Reach', level: 'String!' };

/** The variables that are used: to declare others is refused. */
function declared(body: string): string {
  const used = Object.entries(types).filter(([name]) => body.includes(`$${name}`));
  return used.length ? ` (${used.map(([name, type]) => `$${name}: ${type}`).join(', ')})` : '';
}
