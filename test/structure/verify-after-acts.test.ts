import type { Caller } from '../setup/api';
import type { TestTenant } from '../setup/tenant';
import { World } from '../setup/world';
import { structureFaults } from './integrity';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

interface Done {
  organization: { id: string } | null;
  reorganization?: { id: string; version: number } | null;
  userErrors: object[];
}

/** Does one act, and asks whether everything still agrees. */
function acting(tenant: TestTenant, call: Caller) {
  return async (
    mutation: string,
    input: object,
    more = 'organization { id } reorganization { id version }',
  ): Promise<Done> => {
    const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const data = await call.ask<Record<string, Done>>(
      `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { ${more} userErrors { code field message } } }`,
      { input },
    );
    const done = data[mutation] as Done;
    expect([mutation, done.userErrors]).toEqual([mutation, []]);
    expect([mutation, await structureFaults(world, tenant)]).toEqual([mutation, []]);
    return done;
  };
}

test('nothing differs after every kind of act, today and in the past, done and undone', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const [first, second] = [await tenant.add(street), await tenant.add(street)];
  const [north, south] = [await tenant.add(first), await tenant.add(first)];
  const [one, two] = [await tenant.add(north), await tenant.add(north)];
  await tenant.grid(north, [one, two]);
  await tenant.grid(south);
  for (const place of [first, north, south, one, two]) await tenant.member({ in: place });
  const person = await tenant.person(two);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const act = acting(tenant, call);
  const past = { reason: 'found late' };

  await act('createOrganization', { parentId: first.gid, level: 'BRANCH', name: 'new' }, 'organization { id }');
  await act('renameOrganization', { id: north.gid, name: 'renamed', effectiveOn: '2020-02-01', ...past });
  await act('updateOrganization', { id: south.gid, sortOrder: 4 }, 'organization { id }');
  await act('moveOrganization', { id: north.gid, newParentId: second.gid, effectiveOn: '2020-05-01', ...past });
  await act('renameOrganization', { id: two.gid, name: 'two' });
  const moved = await act('moveOrganization', { id: one.gid, newParentId: south.gid });
  await act('undoReorganization', { id: moved.reorganization?.id }, 'reorganization { id }');
  const split = await act('splitOrganization', {
    id: north.gid,
    parts: [{ name: 'part', childIds: [two.gid] }],
    effectiveOn: '2020-06-01',
    ...past,
  });
  await act('undoReorganization', { id: split.reorganization?.id }, 'reorganization { id }');
  await act('moveOrganization', { id: north.gid, newParentId: first.gid });
  const merged = await act('mergeOrganizations', { organizationIds: [south.gid], intoId: north.gid });
  await act('undoReorganization', { id: merged.reorganization?.id }, 'reorganization { id }');
  await act('mergeOrganizations', { organizationIds: [north.gid, south.gid], into: { name: 'joint' } });
  await act('dissolveOrganization', { id: two.gid, membersToId: one.gid, effectiveOn: '2020-06-30' });
  await act('restoreOrganization', { id: two.gid });

  const { assignMembership } = await call.ask<{ assignMembership: { membership: { id: string } } }>(
    `mutation ($input: AssignMembershipInput!) { assignMembership(input: $input) { membership { id } userErrors { code } } }`,
    { input: { personId: person.gid, organizationId: two.gid, status: 'PROBATIONARY', startedOn: '2019-01-01' } },
  );
  const { id } = assignMembership.membership;
  await act(
    'changeMembershipStatus',
    { membershipId: id, status: 'FULL', effectiveOn: '2020-01-01' },
    'membership { id }',
  );
  await act(
    'reassignMembership',
    { membershipId: id, organizationId: one.gid, effectiveOn: '2020-03-01' },
    'membership { id }',
  );
});
