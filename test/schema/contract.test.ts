import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildSchema as parseSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { features } from '../../src/features';
import { printApiSchema } from '../../src/graphql/print';
import { buildSchema } from '../../src/graphql/schema';

const schema = buildSchema(features);
const core = readFileSync(path.join(__dirname, 'core.graphql'), 'utf8');

test('everything that clients rely on is there, with the same types', () => {
  const promised = factsOf(parseSchema(core));
  const kept = new Set(factsOf(schema));
  expect(promised.length).toBeGreaterThan(300);
  expect(promised.filter((fact) => !kept.has(fact))).toEqual([]);
});

test('nothing new is demanded of whoever relies on it', () => {
  const promised = parseSchema(core);
  const demanded = Object.values(promised.getTypeMap()).flatMap((type) => newDemands(type, schema.getType(type.name)));
  expect(demanded).toEqual([]);
});

test.each([
  ['a field gone', 'pinyin: String!', 'pinyinOfName: String!'],
  ['a field of another type', 'depth: Int!', 'depth: Float!'],
  ['a field that may be null', 'userErrors: [MembershipError!]! }', 'userErrors: [MembershipError!] }'],
  ['an argument gone', 'maxDepth: Int,', 'deepest: Int,'],
  ['another default', 'reach: Reach = SUBTREE', 'reach: Reach = DIRECT'],
  ['an input field gone', 'reason: String, expectedVersion', 'why: String, expectedVersion'],
  ['an enum value gone', 'PROBATIONARY FULL }', 'CANDIDATE FULL }'],
  ['an interface gone', 'type Person implements Node', 'type Person implements UserError'],
])('%s would be noticed', (_case, from, to) => {
  expect(core).toContain(from);
  const changed = parseSchema(core.replace(from, to), { assumeValid: true });
  const kept = new Set(factsOf(schema));
  expect(factsOf(changed).filter((fact) => !kept.has(fact))).not.toEqual([]);
});

test('schema.graphql is the schema as it is now: print it anew by `npm run schema`', () => {
  const printed = readFileSync(path.join(__dirname, '../../schema.graphql'), 'utf8');
  expect(printApiSchema(schema)).toBe(printed);
  expect(factsOf(parseSchema(printed)).sort()).toEqual(factsOf(schema).sort());
});

/** All that a client can notice of a schema, one fact a line. */
function factsOf(of: GraphQLSchema): string[] {
  return Object.values(of.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap((type) => [`${type.constructor.name} ${type.name}`, ...partsOf(type)]);
}

function partsOf(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => `${type.name} has ${name}`);
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => `${type.name}.${typed(field)}`);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return [
    ...type.getInterfaces().map(({ name }) => `${type.name} implements ${name}`),
    ...Object.values(type.getFields()).flatMap((field) => [
      `${type.name}.${field.name}: ${String(field.type)}`,
      ...field.args.map((arg) => `${type.name}.${field.name}(${typed(arg)})`),
    ]),
  ];
}

function typed({ name, type, defaultValue }: GraphQLArgument | GraphQLInputField): string {
  return `${name}: ${String(type)}${defaultValue === undefined ? '' : ` = ${JSON.stringify(defaultValue)}`}`;
}

/** Arguments and input fields that must be given and were not promised. */
function newDemands(promised: GraphQLNamedType, ours: GraphQLNamedType | undefined): string[] {
  const required = ({ type, defaultValue }: GraphQLArgument | GraphQLInputField) =>
    String(type).endsWith('!') && defaultValue === undefined;
  if (isInputObjectType(promised) && isInputObjectType(ours)) {
    return Object.values(ours.getFields())
      .filter((field) => required(field) && !(field.name in promised.getFields()))
      .map((field) => `${ours.name}.${field.name}`);
  }
  if (!isObjectType(promised) || !isObjectType(ours) || isIntrospectionType(promised)) return [];
  return Object.values(promised.getFields()).flatMap((field) =>
    (ours.getFields()[field.name]?.args ?? [])
      .filter((arg) => required(arg) && !field.args.some(({ name }) => name === arg.name))
      .map((arg) => `${ours.name}.${field.name}(${arg.name})`),
  );
}
