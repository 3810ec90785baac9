import { addMembership, twoBranches } from '../../setup/records';
import type { TestOrganization, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { assign, reassign } from '../memberships/operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const byId = 'query ($id: ID!) { person(by: { id: $id }) { id } }';
const byReference = 'query ($reference: String!) { person(by: { externalReference: $reference }) { id } }';
const notFound = { message: 'Not found.', path: ['person'], extensions: { code: 'NOT_FOUND' } };

async function sees(tenant: TestTenant, at: TestOrganization, id: string): Promise<boolean> {
  const { call } = await tenant.actor({ role: 'VIEWER', at });
  const { data, errors } = await call.send<{ person: { id: string } | null }>(byId, { id });
  if (data?.person) return data.person.id === id;
  expect(errors).toMatchObject([notFound]);
  return false;
}

test('who is registered is seen by the place that answers for him, and from above', async () => {
  const tenant = await world.tenant();
  const { street, community, north, south } = await twoBranches(tenant);
  const group = await tenant.add(north);
  const person = await tenant.person(north);

  for (const place of [north, community, street, tenant.root]) expect(await sees(tenant, place, person.gid)).toBe(true);
  for (const place of [south, group]) expect(await sees(tenant, place, person.gid)).toBe(false);
});

test('he is seen from every place where he is, was or will be a member', async () => {
  const tenant = await world.tenant();
  const { community, north, south } = await twoBranches(tenant);
  const [east, west] = [await tenant.add(community), await tenant.add(community)];
  const { person } = await tenant.member({ in: north, startedOn: '2010-01-01', endedOn: '2012-01-01' });
  await addMembership(tenant, person, { in: south, startedOn: '2012-01-01', endedOn: '2098-01-01' });
  await addMembership(tenant, person, { in: east, startedOn: '2098-01-01' });

  for (const place of [north, south, east]) expect(await sees(tenant, place, person.gid)).toBe(true);
  expect(await sees(tenant, west, person.gid)).toBe(false);
});

test('a person is found by his reference, and out of reach he is absent, as in another county', async () => {
  const tenant = await world.tenant();
  const { north, secretary, organizer, south } = await twoBranches(tenant);
  const here = await tenant.person(north, { externalReference: 'here' });
  const there = await tenant.person(south, { externalReference: 'there' });
  const other = await world.tenant();
  const foreign = await other.person(other.root, { externalReference: 'foreign' });

  expect(await secretary.call.ask(byReference, { reference: 'here' })).toEqual({ person: { id: here.gid } });
  expect(await organizer.call.ask(byReference, { reference: 'there' })).toEqual({ person: { id: there.gid } });
  for (const reference of ['there', 'foreign', 'nowhere', '']) {
    expect((await secretary.call.send(byReference, { reference })).errors).toMatchObject([notFound]);
  }
  for (const id of [there.gid, foreign.gid, north.gid, 'gid://sanlou/Person/0', 'Person/1', '']) {
    expect((await secretary.call.send(byId, { id })).errors).toMatchObject([notFound]);
  }
});

test('a reference is found however its accents are written', async () => {
  const tenant = await world.tenant();
  const { north, secretary } = await twoBranches(tenant);
  const person = await tenant.person(north, { externalReference: 'Zo\u00e9' });
  for (const reference of ['Zo\u00e9', 'Zoe\u0301']) {
    expect(await secretary.call.ask(byReference, { reference })).toEqual({ person: { id: person.gid } });
  }
});

test('exactly one of id and reference names a person', async () => {
  const { organizer } = await twoBranches(await world.tenant());
  for (const by of ['{}', '{ id: "x", externalReference: "y" }', '{ id: null }']) {
    expect(await organizer.call.refusals(`{ person(by: ${by}) { id } }`)).toEqual([
      { code: 'BAD_USER_INPUT', path: 'person' },
    ]);
  }
});

test('with his membership the person goes over to the branch that he joins', async () => {
  const tenant = await world.tenant();
  const { north, south, organizer, secretary } = await twoBranches(tenant);
  const person = await tenant.person(north);
  const rename = 'mutation ($input: UpdatePersonInput!) { updatePerson(input: $input) { userErrors { code } } }';
  const input = { personId: person.gid, organizationId: north.gid, status: 'FULL', startedOn: '2019-01-01' };
  const assigned = await organizer.call.ask<{ assignMembership: { membership: { id: string } } }>(assign, { input });
  expect(await secretary.call.refusals(rename, { input: { id: person.gid, name: '甲' } })).toEqual([]);

  const membershipId = assigned.assignMembership.membership.id;
  await organizer.call.ask(reassign, {
    input: { membershipId, organizationId: south.gid, effectiveOn: '2020-01-01' },
  });

  expect(await sees(tenant, north, person.gid)).toBe(true);
  expect(await sees(tenant, south, person.gid)).toBe(true);
  // North sees a former member; he is south's to change.
  expect(await secretary.call.refusals(rename, { input: { id: person.gid, name: '乙' } })).toEqual([
    { code: 'FORBIDDEN', path: 'updatePerson' },
  ]);
});
