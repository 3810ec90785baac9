import { auditTrail } from '../../setup/records';
import { World } from '../../setup/world';
import { structureFaults } from '../../structure/integrity';
import { absent, act, DISSOLVE, faults, historyFaults } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

test('members, people and grids go where the dissolution says, of whatever level that is', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const community = await tenant.add(street);
  const branch = await tenant.add(community, { externalReference: 'B-1' });
  const member = await tenant.member({ in: branch });
  await tenant.member({ in: branch, status: 'PROBATIONARY', startedOn: '2020-01-01' });
  const grid = await tenant.grid(branch);
  const worker = await tenant.actor({ role: 'GRID_WORKER', at: branch, gridId: grid.id });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: street });
  const COUNTS = `query ($id: ID!) { organization(by: { id: $id }) { counts { organizations grids members fullMembers } } }`;
  const counts = async () =>
    (await call.ask<{ organization: { counts: object } }>(COUNTS, { id: street.gid })).organization.counts;
  const before = await counts();

  expect(await act(call, DISSOLVE, { id: branch.gid, membersToId: community.gid, reason: '撤销' })).toEqual({
    organization: {
      ...{ id: branch.gid, name: branch.name, version: 2, dissolvedOn: '2020-06-30', parent: { id: community.gid } },
    },
    reorganization: {
      ...{ id: expect.any(String), state: 'APPLIED', effectiveOn: '2020-06-30', isDirect: true, version: 1 },
      organization: { id: community.gid },
    },
    impact: { organizations: 1, members: 2, grids: 1, grantsGained: 0, grantsLost: 1 },
    userErrors: [],
  });
  expect(await counts()).toEqual({ ...before, organizations: 2 });
  expect(
    await call.ask(
      `query ($id: ID!) { node(id: $id) { ... on Membership { organization { id } startedOn endedOn version } }
        organization(by: { externalReference: "B-1" }) { id foundThrough { organization { id } } } }`,
      { id: member.gid },
    ),
  ).toEqual({
    node: { organization: { id: community.gid }, startedOn: '2019-07-01', endedOn: null, version: 2 },
    organization: { id: community.gid, foundThrough: { organization: { id: branch.gid } } },
  });
  expect(await tenant.rows('select organization_id as at from role_grant where account_id = $1', [worker.id])).toEqual([
    { at: community.id },
  ]);
  const [entry] = await auditTrail(tenant);
  expect(entry).toMatchObject({
    ...{ action: 'organization.dissolved', node: branch.gid },
    after: { membersTo: community.gid, memberships: 2, grids: 1, dissolvedOn: '2020-06-30' },
  });
  expect([await structureFaults(world, tenant), await historyFaults(tenant)]).toEqual([[], []]);
});

test('a dissolution that cannot be is refused with its field and writes nothing', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const [branchless, parent] = [await tenant.add(street), await tenant.add(street)];
  await tenant.add(parent);
  await tenant.member({ in: branchless });
  const closed = await tenant.add(street, { dissolvedOn: '2020-05-01' });
  const young = await tenant.add(street, { establishedOn: '2020-06-10' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await world.checksum();

  for (const [wrong, expected] of [
    [{ membersToId: null }, 'HAS_ACTIVE_MEMBERSHIPS input.id'],
    [{ membersToId: branchless.gid }, 'INVALID input.membersToId'],
    [{ membersToId: closed.gid }, 'DISSOLVED input.membersToId'],
    [{ id: parent.gid }, 'HAS_CHILDREN input.id'],
    [{ id: closed.gid }, 'DISSOLVED input.id'],
    [{ id: street.gid }, 'INVALID input.membersToId'],
    [{ id: street.gid, membersToId: branchless.gid }, 'HAS_CHILDREN input.id'],
    [{ membersToId: young.gid, effectiveOn: '2020-06-09', reason: 'r' }, 'INVALID input.effectiveOn'],
    [{ effectiveOn: '2020-06-09' }, 'INVALID input.reason'],
    [{ expectedVersion: 0 }, 'STALE_VERSION input.expectedVersion'],
  ] as const) {
    const input = { id: branchless.gid, membersToId: street.gid, ...wrong };
    expect([wrong, await faults(call, DISSOLVE, input)]).toEqual([wrong, [expected]]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('members go nowhere that the actor does not hold', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const community = await tenant.add(east);
  await tenant.member({ in: community });
  const { root: stranger } = await world.tenant();
  const secretary = await tenant.actor([
    { role: 'ORGANIZER', at: east },
    { role: 'AUDITOR', at: west },
  ]);
  const before = await world.checksum();
  const refused = async (membersToId: string) =>
    (await secretary.call.refusals(DISSOLVE, { input: { id: community.gid, membersToId } })).map(({ code }) => code);

  expect(await refused(west.gid)).toEqual(['FORBIDDEN']);
  for (const id of [tenant.root.gid, ...absent(stranger)]) expect([id, await refused(id)]).toEqual([id, ['NOT_FOUND']]);
  expect(await world.checksum()).toEqual(before);
});

test('a dry run tells what would go over and writes nothing', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  await tenant.member({ in: east });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await world.checksum();

  for (const effectiveOn of ['2020-06-30', '2020-12-31', '2020-03-31']) {
    const input = { id: east.gid, membersToId: west.gid, effectiveOn, reason: 'r' };
    const { organization, impact, userErrors } = await act(call, DISSOLVE, { ...input, dryRun: true });
    expect([organization?.dissolvedOn, impact, userErrors]).toEqual([
      effectiveOn,
      { organizations: 1, members: 1, grids: 0, grantsGained: 0, grantsLost: 1 },
      [],
    ]);
  }
  expect(await world.checksum()).toEqual(before);
});
