import { getNamedType, isObjectType, type GraphQLSchema } from 'graphql';
import { rolePermissions, type Permission } from '../../src/access/permission';
import { features } from '../../src/features';
import { buildSchema } from '../../src/graphql/schema';
import { gather } from '../../src/graphql/shield';
import { World } from '../setup/world';
import type { Rules } from './expectation';
import { layOut, type Ground } from './places';
import { nodeProbes, rootProbes } from './probes';
import { fieldsOf, Trial, type Case } from './trial';

const schema: GraphQLSchema = buildSchema(features);
const doors = gather(features.map(({ permissions }) => permissions));
const rules: Rules = { roles: rolePermissions, readBy: readPermissions() };

let world: World;
let ground: Ground;
let trial: Trial;
let cases: Case[];
beforeAll(async () => {
  world = await World.open();
  ground = await layOut(world);
  trial = new Trial(schema, doors, ground);
  cases = await trial.run();
}, 120_000);
afterAll(() => world.close());

test('every field with a rule of its own has a probe, and every probe is for such a field', () => {
  const ruled = fieldsOf(doors, (door) => door.kind !== 'inherit');
  const probed = new Set([...rootProbes, ...nodeProbes].map(({ field }) => field));
  expect([...probed].sort()).toEqual(ruled);
});

test('every inherited field is selected by some operation', () => {
  const inherited = fieldsOf(doors, (door) => door.kind === 'inherit');
  expect([...trial.selections.written].sort()).toEqual(inherited);
});

test('every field answers every role at every place as the rules say', () => {
  expect(differences(rules)).toEqual([]);
});

test('every field that asks for a permission is both answered and refused', () => {
  const seen = new Map<string, Set<string>>();
  for (const { name, outcome } of cases) {
    const field = name.replace(/\(.*/, '');
    seen.set(field, (seen.get(field) ?? new Set()).add(outcome));
  }
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
  const found = differences({ ...rules, roles: loosened });
  expect([...new Set(found.map((text) => text.replace(/\(.*/, '')))].sort()).toEqual(asking);
  expect(found.every((text) => text.includes(' VIEWER '))).toBe(true);
});

test('a role that holds one permission less would be noticed', () => {
  const tightened = {
    ...rolePermissions,
    ORGANIZER: rolePermissions.ORGANIZER.filter((permission) => permission !== 'person:contact'),
  };
  expect(differences({ ...rules, roles: tightened })).toEqual([
    'Person.phone ORGANIZER own: allowed, not FORBIDDEN',
    'Person.phone ORGANIZER beneath: allowed, not FORBIDDEN',
  ]);
});

function differences(wanted: Rules): string[] {
  return cases.flatMap(({ name, asker, place, outcome, expected }) => {
    const should = expected(wanted);
    return should === outcome ? [] : [`${name} ${asker} ${place}: ${outcome}, not ${should}`];
  });
}

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
