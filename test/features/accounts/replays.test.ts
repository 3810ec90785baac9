import { holding, waiting } from '../../setup/locks';
import { fingerprint } from '../../setup/records';
import { World } from '../../setup/world';
import { assign, assignAll, reassign } from '../memberships/operations';
import { integration, keyOf } from './api-keys/operations';
import { revokeRole } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const register =
  'mutation ($input: RegisterPersonInput!) { registerPerson(input: $input) { person { id name } userErrors { code } } }';

/** A program that assigns members of a community, with a key for all of it and one for its southern branch. */
async function setting() {
  const place = await integration(world);
  const narrow = await keyOf(place.administrator, place.accountId, place.south);
  return { ...place, narrow: world.caller(narrow.secret) };
}

test('a narrower key of the account is refused as without the idempotency key, and is told nothing', async () => {
  const { tenant, north, program, narrow } = await setting();
  const person = await tenant.person(north, { name: '王五' });
  const input = { personId: person.gid, organizationId: north.gid, status: 'FULL', startedOn: '2020-06-01' };
  const keyed = { input: { ...input, idempotencyKey: 'first' } };
  const first = await program.ask(assign, keyed);
  // When a key was used last is noted beside the answer.
  const written = async () => ({ ...(await fingerprint(tenant)), api_key: '' });
  const before = await written();

  const { data, errors } = await narrow.send(assign, keyed);
  const { errors: unkeyed } = await narrow.send(assign, { input });
  expect(data).toBeNull();
  expect(errors).toEqual(unkeyed);
  expect(errors).toMatchObject([{ path: ['assignMembership'], extensions: { code: 'NOT_FOUND' } }]);
  expect(await program.ask(assign, keyed)).toEqual(first);
  expect(await written()).toEqual(before);
});

test('a key of a lesser role is refused too', async () => {
  const { tenant, administrator, accountId, north, community, program } = await setting();
  await tenant.grant(accountId.split('/').at(-1) ?? '', { role: 'VIEWER', at: community });
  const reading = world.caller((await keyOf(administrator, accountId, community, { role: 'VIEWER' })).secret);
  const keyed = { input: { organizationId: north.gid, name: '赵六', idempotencyKey: 'name' } };
  await program.ask(register, keyed);

  expect(await reading.send(register, keyed)).toMatchObject({
    data: null,
    errors: [{ path: ['registerPerson'], extensions: { code: 'FORBIDDEN' } }],
  });
});

test('once the grant was taken back, what it had allowed is not told again', async () => {
  const { tenant, administrator, north, program } = await setting();
  const keyed = { input: { organizationId: north.gid, name: '赵六', idempotencyKey: 'name' } };
  await program.ask(register, keyed);
  const [grant] = await tenant.rows<{ id: string }>(
    `select 'gid://sanlou/Grant/' || id as id from role_grant where role = 'INTEGRATOR'`,
  );
  await administrator.call.ask(revokeRole, { input: { grantId: grant?.id } });

  expect(await program.send(register, keyed)).toMatchObject({
    data: null,
    errors: [{ path: ['registerPerson'], extensions: { code: 'NOT_FOUND' } }],
  });
});

test('a roster, whose rows are judged one by one, is told again only to whoever holds the same places', async () => {
  const { tenant, community, north, program, narrow, accountId } = await setting();
  const person = await tenant.person(north, { externalReference: 'P-1' });
  const rows = [
    {
      ...{ personExternalReference: 'P-1', organizationExternalReference: 'NORTH', status: 'FULL' },
      ...{ startedOn: '2020-06-30', externalReference: 'M-1' },
    },
  ];
  const keyed = { input: { rows, idempotencyKey: 'roster' } };
  const first = await program.ask(assignAll, keyed);
  expect(first).toMatchObject({ assignMemberships: { assigned: 1, results: [{ index: 0 }], userErrors: [] } });

  const refused = {
    assignMemberships: {
      ...{ assigned: 0, unchanged: 0, failed: 0, registered: 0, impact: null, results: [] },
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['input', 'idempotencyKey'], message: expect.any(String) }],
    },
  };
  expect(await narrow.ask(assignAll, keyed)).toEqual(refused);
  expect(await program.ask(assignAll, keyed)).toEqual(first);
  await tenant.grant(accountId.split('/').at(-1) ?? '', { role: 'VIEWER', at: community });
  expect(await program.ask(assignAll, keyed)).toEqual(first);
  await tenant.rows(`update role_grant set organization_id = $1 where role = 'INTEGRATOR'`, [north.id]);
  expect(await program.ask(assignAll, keyed)).toEqual(refused);
  expect(await tenant.rows('select from membership where person_id = $1', [person.id])).toHaveLength(1);
});

test('a second call that waits for the first tells what that has done, not what its own rule had read', async () => {
  const { tenant, north, south, program } = await setting();
  const member = await tenant.member({ in: north });
  const input = { membershipId: member.gid, organizationId: south.gid, effectiveOn: '2020-06-30' };
  const keyed = { input: { ...input, idempotencyKey: 'move' } };
  const release = await holding(world, tenant, 'select from membership where id = $1 for update', [member.id]);
  const calls = [program.ask(reassign, keyed), program.ask(reassign, keyed)];
  // One waits for the membership, the other for the key.
  await waiting(world, 2);
  await release();

  const [first, second] = await Promise.all(calls);
  expect(first).toMatchObject({ reassignMembership: { endedMembership: { endedOn: '2020-06-30' }, userErrors: [] } });
  expect(second).toEqual(first);
});
