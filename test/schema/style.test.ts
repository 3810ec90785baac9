import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { features } from '../../src/features';
import { buildSchema } from '../../src/graphql/schema';
import { gather } from '../../src/graphql/shield';

interface Part {
  kind: 'type' | 'field' | 'argument' | 'value';
  place: string;
  name: string;
  description: string;
  type: string;
}

const schema = buildSchema(features);
const parts = Object.values(schema.getTypeMap())
  .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
  .flatMap((type): Part[] => {
    const part = (
      kind: Part['kind'],
      place: string,
      { name, description }: { name: string; description?: string | null },
      of = '',
    ): Part => ({ kind, place, name, description: description ?? '', type: of });
    const itself = part('type', type.name, type);
    if (isEnumType(type)) {
      return [itself, ...type.getValues().map((value) => part('value', `${type.name}.${value.name}`, value))];
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      return [itself, ...fields.map((field) => part('field', `${type.name}.${field.name}`, field))];
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return [itself];
    const fields = Object.values(type.getFields()).flatMap((field) => [
      part('field', `${type.name}.${field.name}`, field, getNamedType(field.type).name),
      ...field.args.map((arg) => part('argument', `${type.name}.${field.name}.${arg.name}`, arg)),
    ]);
    return [itself, ...fields];
  });

test('every type, field, argument and enum value is described', () => {
  expect(parts.length).toBeGreaterThan(300);
  const undescribed = parts.filter(({ description }) => description.trim() === '');
  expect(undescribed.map(({ place }) => place)).toEqual([]);
});

test('no description only repeats the name', () => {
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  const echoing = parts.filter(({ name, description }) => letters(description) === letters(name));
  expect(echoing.map(({ place }) => place)).toEqual([]);
});

test('types are PascalCase, fields and arguments camelCase, enum values SCREAMING_CASE', () => {
  const forms = {
    type: /^[A-Z][a-z]+([A-Z][a-z]+)*$/,
    field: /^[a-z]+([A-Z][a-z]+)*$/,
    argument: /^[a-z]+([A-Z][a-z]+)*$/,
    value: /^[A-Z]+(_[A-Z]+)*$/,
  };
  const odd = parts.filter(({ kind, name }) => !forms[kind].test(name) && name !== 'JSONObject');
  expect(odd.map(({ place }) => place)).toEqual([]);
});

test('instants end in At, days in On, yes or no begins with is or has', () => {
  const odd = parts.filter(({ kind, name, type }) => {
    if (kind !== 'field') return false;
    if (type === 'DateTime') return !name.endsWith('At');
    if (type === 'Date') return !name.endsWith('On') && name !== 'statusSince';
    return type === 'Boolean' && !/^(is|has)[A-Z]/.test(name);
  });
  expect(odd.map(({ place }) => place)).toEqual([]);
});

test('a field that asks for a permission says so at the end of its description, and no other does', () => {
  const expected = new Map<string, string>(
    [...gather(features.map(({ permissions }) => permissions))].flatMap(([type, fields]) =>
      [...fields].map(([field, door]) => {
        const asked = door.kind === 'inherit' ? [] : door.permissions;
        return [`${type}.${field}`, asked.map((permission) => `\`${permission}\``).join(' and ')] as const;
      }),
    ),
  );
  const said = parts.filter(({ kind, place }) => kind === 'field' && expected.has(place));
  const wrong = said.filter(({ place, description }) => {
    return (/ Requires (.*)\.$/.exec(description)?.[1] ?? '') !== expected.get(place);
  });
  expect(wrong.map(({ place, description }) => `${place}: ${description}`)).toEqual([]);
  expect(said.length).toBe(expected.size);
});

test('every mutation takes one input of its name, answers a payload of its name, and the payload has user errors', () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  expect(mutations.length).toBeGreaterThan(12);
  for (const { name, args, type } of mutations) {
    const named = name.charAt(0).toUpperCase() + name.slice(1);
    expect(args.map((arg) => `${arg.name}: ${String(arg.type)}`)).toEqual([`input: ${named}Input!`]);
    expect(String(type)).toBe(`${named}Payload!`);
    const payload = getNamedType(type);
    const userErrors = isObjectType(payload) ? payload.getFields().userErrors : undefined;
    expect(String(userErrors?.type)).toMatch(/^\[[A-Z]\w+Error!\]!$/);
  }
});
