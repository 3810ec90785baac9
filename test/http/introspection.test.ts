import { getIntrospectionQuery } from 'graphql';
import { World } from '../setup/world';
import type { TestActor } from '../setup/tenant';

let world: World;
let actor: TestActor;
beforeAll(async () => {
  world = await World.open({ walls: { introspection: false } });
  const tenant = await world.tenant();
  actor = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
});
afterAll(() => world.close());

test.each([
  ['the whole schema', getIntrospectionQuery()],
  ['one type', '{ viewer { name } __type(name: "Viewer") { name } }'],
  ['a fragment', '{ ...a } fragment a on Query { hidden: __schema { queryType { name } } }'],
])('where it is off nothing of the schema is told: %s', async (_what, query) => {
  const { data, errors } = await actor.call.send(query);
  expect(data).toBeUndefined();
  expect(errors).toEqual([
    {
      message: 'Introspection is off here. The schema is handed out as schema.graphql.',
      locations: [expect.anything()],
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
});

test('__typename is part of the answer as ever', async () => {
  expect(await actor.call.ask('{ __typename viewer { __typename name } }')).toEqual({
    __typename: 'Query',
    viewer: { __typename: 'Viewer', name: actor.name },
  });
});

test.each<[string, string, object, string]>([
  ['a field', '{ viewer { nam } }', {}, 'Cannot query field "nam" on type "Viewer".'],
  ['an argument', '{ node(idd: "1", id: "1") { id } }', {}, 'Unknown argument "idd" on field "Query.node".'],
  [
    'a type',
    'query ($by: OrganizationByy!) { organization(by: $by) { id } }',
    { by: {} },
    'Unknown type "OrganizationByy".',
  ],
  [
    'a member of a variable',
    'query ($by: OrganizationBy!) { organization(by: $by) { id } }',
    { by: { idd: '1' } },
    'Variable "$by" got invalid value { idd: "1" }; Field "idd" is not defined by type "OrganizationBy".',
  ],
])('nothing is suggested for %s that is not there', async (_what, query, variables, message) => {
  expect((await actor.call.send(query, variables)).errors?.map((error) => error.message)).toContain(message);
});
