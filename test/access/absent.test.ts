import {
  getNamedType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLInputField,
} from 'graphql';
import request from 'supertest';
import { features } from '../../src/features';
import { buildSchema } from '../../src/graphql/schema';
import { World } from '../setup/world';
import { namings, newKeys, unknown } from './namings';
import { layOut, type Ground } from './places';

const schema = buildSchema(features);

let world: World;
let ground: Ground;
let token: string;
beforeAll(async () => {
  world = await World.open();
  ground = await layOut(world);
  const roles = ['ORGANIZER', 'ADMINISTRATOR', 'AUDITOR'];
  ({ token } = await ground.tenant.actor(roles.map((role) => ({ role, at: ground.own }))));
});
afterAll(() => world.close());

test('every argument and input field that names something is tried', () => {
  const isId = ({ type }: GraphQLArgument | GraphQLInputField) => getNamedType(type).name === 'ID';
  const isKey = ({ name }: { name: string }) => /Reference$|^(areaCode|phone|identityNumber)$/.test(name);
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !isIntrospectionType(type));
  const args = types.flatMap((type) =>
    Object.values(isObjectType(type) ? type.getFields() : {}).flatMap((field) =>
      field.args.filter((arg) => isId(arg) || isKey(arg)).map((arg) => `${type.name}.${field.name}.${arg.name}`),
    ),
  );
  const inputs = Object.values(schema.getTypeMap())
    .filter((type) => isInputObjectType(type) && !isIntrospectionType(type))
    .flatMap((type) =>
      isInputObjectType(type)
        ? Object.values(type.getFields())
            .filter((field) => isId(field) || isKey(field))
            .map((field) => `${type.name}.${field.name}`)
        : [],
    );
  const tried = new Set([...namings.map(({ field }) => field), ...newKeys]);
  expect([...tried].sort()).toEqual([...args, ...inputs].sort());
});

const titled = namings.map((naming) => ({
  ...naming,
  of: /Query\.(node|\w+\.nodeId)/.test(naming.field) ? ` (${naming.absent})` : '',
}));

test.each(titled)(
  '$field$of answers to the byte alike for absent, of another type, out of reach and of another tenant',
  async ({ ask, nameOf, absent, impossible }) => {
    const within = ground.nodes.beneath;
    const answers = new Map<string, string[]>();
    const names = [absent, ...impossible, ...unknown.map((place) => nameOf(ground.nodes[place]))];
    expect(new Set(names).size).toBe(1 + impossible.length + unknown.length);
    for (const name of names) {
      const answer = await send(ask(name, within));
      answers.set(answer, [...(answers.get(answer) ?? []), name]);
    }

    expect([...answers.values()]).toEqual([names]);
    const [[answer = ''] = []] = answers;
    expect(answer).toMatch(/^200 .*("code":"NOT_FOUND"|\{"nodes":\[null\]\})/);
    // What is within reach answers otherwise, so the name is what the answer depends on.
    expect(await send(ask(nameOf(within), within))).not.toBe(answer);
  },
);

/** Status and body as they were sent. */
async function send(query: string): Promise<string> {
  const response = await request(world.http).post('/graphql').set('authorization', `Bearer ${token}`).send({ query });
  return `${response.status} ${response.text}`;
}
