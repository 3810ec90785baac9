import { getNamedType, isObjectType, type GraphQLSchema } from 'graphql';
import { rolePermissions, type Permission } from '../../src/access/permission';
import { features } from '../../src/features';
import { buildSchema } from '../../src/graphql/schema';
import { gather } from '../../src/graphql/shield';
import { Wire } from '../setup/wire';
import { World } from '../setup/world';
import { differences, fieldsOf, tell, type Case } from './case';
import { situations, titleOf, type Asker, type Rules } from './expectation';
import { layOut, type Ground } from './places';
import { nodeProbes, rootProbes } from './probes';
import { Trial } from './trial';

const schema: GraphQLSchema = buildSchema(features);
const doors = gather(features.map(({ permissions }) => permissions));
const rules: Rules = { roles: rolePermissions, readBy: readPermissions() };

let world: World;
let wire: Wire;
let ground: Ground;
let trial: Trial;
let cases: Case[];
beforeAll(async () => {
  world = await World.open();
  wire = await Wire.open(world.http);
  ground = await layOut(world);
  trial = new Trial(schema, doors, ground, wire);
  cases = await trial.run();
}, 600_000);
afterAll(async () => {
  process.stdout.write(`${cases.length} access cases\n`);
  await wire.close();
  await world.close();
});

test('every field with a rule of its own has a probe, and every probe is for such a field', () => {
  const ruled = fieldsOf(doors, (door) => door.kind !== 'inherit');
  const probed = new Set([...rootProbes, ...nodeProbes].map(({ field }) => field));
  expect([...probed].sort()).toEqual(ruled);
});

test('every inherited field is selected by some operation', () => {
  const inherited = fieldsOf(doors, (door) => door.kind === 'inherit');
  expect([...trial.selections.written].sort()).toEqual(inherited);
});

test('every field answers everyone at every place as the rules say, in 10,000 cases and more', () => {
  expect(differences(cases, rules).map(tell)).toEqual([]);
  expect(cases.length).toBeGreaterThan(10_000);
});

test('every field that asks for a permission is both answered and refused', () => {
  const seen = new Map<string, Set<string>>();
  for (const { field, outcome } of cases) seen.set(field, (seen.get(field) ?? new Set()).add(outcome));
  const oneSided = [...seen].filter(([, outcomes]) => !outcomes.has('allowed') || outcomes.size < 2);
  expect(oneSided).toEqual([]);
});

test('nothing that was asked for was written', async () => {
  const written = await ground.tenant.rows(
    `select action from audit_entry where request_id <> 'laid out' and action not like '%\\_read'`,
  );
  expect(written).toEqual([]);
});

test('a role that holds one permission more would be noticed, at every field that asks for it', () => {
  const loosened = { ...rolePermissions, VIEWER: [...rolePermissions.VIEWER, 'membership:assign' as const] };
  const asking = fieldsOf(doors, (door) => door.kind === 'asked' && door.permissions.includes('membership:assign'));
  expect(asking.length).toBeGreaterThan(0);
  const found = differences(cases, { ...rules, roles: loosened });
  expect([...new Set(found.map(({ field }) => field))].sort()).toEqual(asking);
  expect([...new Set(found.map(({ asker }) => titleOf(asker)))]).toEqual(['VIEWER held']);
});

test('a role that holds one permission less would be noticed, wherever it is held', () => {
  const tightened = {
    ...rolePermissions,
    ORGANIZER: rolePermissions.ORGANIZER.filter((permission) => permission !== 'person:identity'),
  };
  const found = differences(cases, { ...rules, roles: tightened }).map(tell);
  for (const place of ['own', 'beneath', 'dissolved', 'other grid']) {
    expect(found).toContain(`Person.identityNumber(Person ${place}) by ORGANIZER held: allowed, not FORBIDDEN`);
  }
  expect(found.filter((text) => !text.includes(' by ORGANIZER held: allowed, not FORBIDDEN'))).toEqual([]);
});

test.each(situations.filter((situation) => situation !== 'held'))(
  'a grant that was taken for one that is held everywhere would be noticed at every field of a node: %s',
  (situation) => {
    const mistaken = cases
      .filter(({ asker }) => 'situation' in asker && asker.situation === situation)
      .map((each) => ({ ...each, asker: { ...each.asker, situation: 'held' } as Asker }));
    const found = new Set(differences(mistaken, rules).map(({ field }) => field));
    const inherited = new Set(
      cases.map(({ field }) => field).filter((field) => /^(Organization|Person)\./.test(field)),
    );
    const open = fieldsOf(doors, (door) => door.kind === 'inherit');
    expect([...inherited].filter((field) => open.includes(field) && !found.has(field))).toEqual([]);
  },
);

/** By which permission the nodes of a type are read: that of the list, or of the query, which returns them. */
function readPermissions(): Map<string, Permission> {
  const readBy = new Map<string, Permission>();
  for (const [typeName, names] of Object.entries({
    Query: ['organization', 'person'],
    Organization: ['memberships', 'grids', 'posts', 'accounts', 'grants', 'auditEntries', 'reorganizations'],
  })) {
    const type = schema.getType(typeName);
    for (const name of names) {
      const field = isObjectType(type) ? type.getFields()[name] : undefined;
      const door = doors.get(typeName)?.get(name);
      if (!field || !door || door.kind === 'inherit' || !door.permissions[0]) throw new Error(`${name} has no rule.`);
      readBy.set(getNamedType(field.type).name.replace(/Connection$/, ''), door.permissions[0]);
    }
  }
  // An appointment is read with its post, a key with its account.
  return readBy.set('Appointment', 'post:read').set('ApiKey', 'account:read');
}
