import { buildSchema, graphql, type GraphQLFieldResolver } from 'graphql';
import { sql } from '../../src/database/sql';
import { query, type WriteContext } from '../../src/graphql/context';
import { makeWrites } from '../../src/graphql/mutation';
import { Operation } from '../../src/graphql/operation';
import type { TestActor, TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** Runs one mutation field that does as it is told, in the transaction that every mutation field gets. */
async function mutate(tenant: TestTenant, actor: TestActor, write: (tx: WriteContext) => Promise<object>) {
  const schema = buildSchema(
    'type Query { x: Int } type Mutation { act(input: Int): Payload } type Payload { done: Int }',
  );
  const field = schema.getMutationType()?.getFields().act;
  if (!field) throw new Error('The schema has no field.');
  field.extensions = { writes: { structure: 'shared' } };
  field.resolve = ((_parent, _args, tx: WriteContext) => write(tx)) as GraphQLFieldResolver<unknown, unknown>;
  makeWrites(schema);
  const principal = { kind: 'account', name: actor.name, tenantId: tenant.id, accountId: actor.id } as const;
  const facts = { principal, locale: 'en', requestId: 'request' } as const;
  const contextValue = new Operation({ pool: world.pool }, () => new Date(), facts);
  const result = await graphql({ schema, source: 'mutation { act(input: 1) { done } }', contextValue });
  await contextValue.close();
  return result;
}

const rename = (tx: WriteContext) =>
  query(tx, sql`update organization set name = 'renamed' where tenant_id = ${tx.actor.tenant.id}::bigint`);

test('a mutation that wrote without an audit entry is rolled back', async () => {
  const tenant = await world.tenant();
  const actor = await tenant.actor();
  const before = await world.checksum();

  const { data, errors } = await mutate(tenant, actor, async (tx) => {
    await rename(tx);
    return { done: 1 };
  });
  expect(data).toEqual({ act: null });
  expect(errors?.map(({ message }) => message)).toEqual(['act wrote without an audit entry.']);
  expect(await world.checksum()).toEqual(before);
});

test('with an audit entry it is kept, and the entry with it', async () => {
  const tenant = await world.tenant();
  const actor = await tenant.actor();
  const { id } = tenant.root;

  const result = await mutate(tenant, actor, async (tx) => {
    await rename(tx);
    tx.audit({ action: 'tried', nodeType: 'Organization', nodeId: id, organizationId: id });
    return { done: 1 };
  });
  expect(result).toEqual({ data: { act: { done: 1 } } });
  expect(await tenant.rows('select name from organization')).toEqual([{ name: 'renamed' }]);
  expect(await tenant.rows('select action, account_id, request_id from audit_entry')).toEqual([
    { action: 'tried', account_id: actor.id, request_id: 'request' },
  ]);
});

test('an entry that cannot be written takes the change back with it', async () => {
  const tenant = await world.tenant();
  const actor = await tenant.actor();
  const before = await world.checksum();

  const { errors } = await mutate(tenant, actor, async (tx) => {
    await rename(tx);
    tx.audit({ action: 'tried', nodeType: 'Organization', nodeId: tenant.root.id, organizationId: '999999999' });
    return { done: 1 };
  });
  expect(errors).toHaveLength(1);
  expect(await world.checksum()).toEqual(before);
});

test('a schema with a mutation that does not declare how it writes does not start', () => {
  const schema = buildSchema('type Query { x: Int } type Mutation { act: Int }');
  expect(() => makeWrites(schema)).toThrow('Mutation.act does not declare how it writes.');
});
