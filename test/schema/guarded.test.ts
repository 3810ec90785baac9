import { isObjectType, type GraphQLField, type GraphQLResolveInfo } from 'graphql';
import { features } from '../../src/features';
import { buildSchema } from '../../src/graphql/schema';

const schema = buildSchema(features);

function fieldOf(typeName: string, name: string): GraphQLField<unknown, unknown> {
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  if (!field) throw new Error(`There is no ${typeName}.${name}.`);
  return field;
}

const info = {} as GraphQLResolveInfo;

test('a field of which nothing is asked has no resolver: it is read as a property', () => {
  expect(fieldOf('Organization', 'name').resolve).toBeUndefined();
  expect(fieldOf('Grid', 'code').resolve).toBeUndefined();
});

test('a field of which something is asked puts its question first', async () => {
  const answer = fieldOf('Query', 'viewer').resolve?.({}, {}, {}, info);
  expect(answer).toBeInstanceOf(Promise);
  expect(await answer).toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('the description of a field ends with what it requires, and says nothing where nothing is required', () => {
  expect(fieldOf('Person', 'phone').description).toMatch(/[^ ] Requires `person:contact`\.$/);
  expect(fieldOf('Query', 'explainAccess').description).toMatch(/[^ ] Requires `grant:read`\.$/);
  expect(fieldOf('Organization', 'auditEntries').description).toMatch(/[^ ] Requires `audit:read`\.$/);
  for (const [type, name] of [
    ['Query', 'viewer'],
    ['Organization', 'name'],
  ] as const)
    expect(fieldOf(type, name).description).not.toContain('Requires');
});
