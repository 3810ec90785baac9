import { isObjectType } from 'graphql';
import { Role } from '../../src/access/permission';
import { features } from '../../src/features';
import { buildSchema } from '../../src/graphql/schema';
import { gather } from '../../src/graphql/shield';
import type { TestActor } from '../setup/tenant';
import { eachAtOnce, Wire } from '../setup/wire';
import { World } from '../setup/world';
import { namesNothing, needed } from './oracle/exceptions';
import { absent, beyond, malformed } from './oracle/names';
import { Operations } from './oracle/operation';
import { atOnce, search } from './oracle/search';
import { slotsOf, titleOf } from './oracle/slots';
import { layOut, type Ground } from './places';
import { letNothingBeWritten } from './write-wall';

const schema = buildSchema(features);
const operations = new Operations(schema, gather(features.map(({ permissions }) => permissions)));
const { slots, excepted } = slotsOf(schema);

let world: World;
let wire: Wire;
let ground: Ground;
/** Who holds every role, and who may only read. */
let holder: TestActor;
let reader: TestActor;
beforeAll(async () => {
  world = await World.open();
  wire = await Wire.open(world.http);
  ground = await layOut(world);
  await letNothingBeWritten(world);
  const at = ground.own;
  holder = await ground.tenant.actor(Object.values(Role).map((role) => ({ role, at })));
  reader = await ground.tenant.actor({ role: 'VIEWER', at });
});
afterAll(async () => {
  await wire.close();
  await world.close();
});

const sendAs = (actor: TestActor) => async (query: string) => {
  const { status, text } = await wire.send(query, actor.token);
  return `${status} ${text}`;
};

test('what is said to name nothing is an input of the schema, and so is what needs a value of its own', () => {
  expect([...excepted].sort()).toEqual([...namesNothing].sort());
  const inputs = Object.values(schema.getTypeMap()).flatMap((type) =>
    'getFields' in type ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
  );
  expect(Object.keys(needed).filter((name) => !inputs.includes(name))).toEqual([]);
});

test('something of every type of node lies at every place', () => {
  const types = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'))
    .map(({ name }) => name);
  for (const { ids } of Object.values(ground.nodes)) expect(Object.keys(ids)).toEqual(expect.arrayContaining(types));
});

test.each(slots.map((slot) => ({ title: titleOf(slot), slot })))(
  '$title answers to the byte alike whether absent, malformed, of another type, out of reach or of another tenant',
  async ({ slot }) => {
    const found = await search(slot, ground, operations, sendAs(holder));
    if (!found) throw new Error(`${titleOf(slot)} never answers otherwise, so it is not known whether it tells.`);
    const kinds = new Set(found.known.map(({ kind }) => kind));
    const ask = ({ name }: { name: string }) => operations.write(slot, name, found.setting);

    const unknown = [
      ...absent(ground, slot.isId),
      ...beyond(ground, slot.isId),
      ...(slot.isId ? malformed(ground, kinds) : []),
    ];
    const answers = await eachAtOnce(atOnce(slot), unknown, (name) => sendAs(holder)(ask(name)));
    const [answer = ''] = answers;
    expect(answer).toMatch(/^200 [^]*("code":"NOT_FOUND"|"nodes":\[(null)?\])/);
    expect(unknown.filter((_, index) => answers[index] !== answer)).toEqual([]);

    // Whoever may do less is told no more.
    const right = unknown.filter(({ kind }) => kinds.has(kind));
    const lesser = await eachAtOnce(atOnce(slot), right, (name) => sendAs(reader)(ask(name)));
    expect(right.filter((_, index) => lesser[index] !== lesser[0])).toEqual([]);
  },
  120_000,
);
