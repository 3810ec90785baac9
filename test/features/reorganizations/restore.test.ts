import { World } from '../../setup/world';
import { structureFaults } from '../../structure/integrity';
import { absent, act, DISSOLVE, faults, MERGE, MOVE, perform, RESTORE } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const FIND = `query ($reference: String!) { organization(by: { externalReference: $reference }) { id foundThrough { kind } } }`;

test('a dissolved organization exists again where it stood last, though that has moved since', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const community = await tenant.add(east);
  const branch = await tenant.add(community, { externalReference: 'B-1' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(call, DISSOLVE, { id: branch.gid });
  await perform(call, MOVE, { id: community.gid, newParentId: west.gid });

  expect(await act(call, RESTORE, { id: branch.gid, reason: '恢复', expectedVersion: 2 })).toEqual({
    organization: {
      ...{ id: branch.gid, name: branch.name, version: 3, dissolvedOn: null, parent: { id: community.gid } },
    },
    reorganization: {
      ...{ id: expect.any(String), state: 'APPLIED', effectiveOn: '2020-06-30', isDirect: true, version: 1 },
      organization: { id: community.gid },
    },
    impact: { organizations: 1, members: 0, grids: 0, grantsGained: 1, grantsLost: 0 },
    userErrors: [],
  });
  expect(
    await call.ask(`query ($id: ID!) { organization(by: { id: $id }) { ancestors { id } counts { organizations } } }`, {
      id: branch.gid,
    }),
  ).toEqual({
    organization: {
      ancestors: [tenant.root, west, community].map(({ gid: id }) => ({ id })),
      counts: { organizations: 1 },
    },
  });
  expect(await structureFaults(world, tenant)).toEqual([]);
});

test('it can be restored beneath another parent', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const closed = await tenant.add(east, { dissolvedOn: '2020-05-01' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });

  const { organization } = await act(call, RESTORE, { id: closed.gid, newParentId: west.gid });
  expect(organization).toMatchObject({ dissolvedOn: null, parent: { id: west.gid } });
  const LINEAGE = `query ($id: ID!) { organization(by: { id: $id }) { lineage(direction: PREDECESSORS) {
    kind effectiveOn fromParent { id } toParent { id } } } }`;
  expect(await call.ask(LINEAGE, { id: closed.gid })).toEqual({
    organization: {
      lineage: [
        { kind: 'RESTORE', effectiveOn: '2020-06-30', fromParent: null, toParent: null },
        { kind: 'MOVE', effectiveOn: '2020-06-30', fromParent: { id: east.gid }, toParent: { id: west.gid } },
      ],
    },
  });
  expect(await structureFaults(world, tenant)).toEqual([]);
});

test('what was merged and restored answers for itself, also when it is dissolved once more', async () => {
  const tenant = await world.tenant();
  const [one, two] = [await tenant.add(tenant.root, { externalReference: 'S-1' }), await tenant.add(tenant.root)];
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const found = (reference: string) => call.ask<object>(FIND, { reference });
  const through = { foundThrough: { kind: 'EXTERNAL_REFERENCE' } };
  await perform(call, MERGE, { organizationIds: [one.gid], intoId: two.gid });
  expect(await found('S-1')).toEqual({ organization: { id: two.gid, ...through } });

  await perform(call, RESTORE, { id: one.gid });
  expect(await found('S-1')).toEqual({ organization: { id: one.gid, foundThrough: null } });
  await perform(call, DISSOLVE, { id: one.gid });
  expect(await found('S-1')).toMatchObject({ organization: { id: one.gid } });
});

test('a restoration that cannot be is refused with its field and writes nothing', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const standing = await tenant.add(street);
  const closed = await tenant.add(street, { dissolvedOn: '2020-05-01' });
  const orphan = await tenant.add(closed, { dissolvedOn: '2020-04-01' });
  const young = await tenant.add(tenant.root, { establishedOn: '2020-06-10' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await world.checksum();

  for (const [wrong, expected] of [
    [{ id: standing.gid }, 'INVALID input.id'],
    [{ id: orphan.gid }, 'DISSOLVED input.newParentId'],
    [{ newParentId: closed.gid }, 'DISSOLVED input.newParentId'],
    [{ newParentId: tenant.root.gid }, 'LEVEL_NOT_ALLOWED input.newParentId'],
    [{ newParentId: standing.gid }, 'LEVEL_NOT_ALLOWED input.newParentId'],
    [{ effectiveOn: '2020-04-30', reason: 'r' }, 'INVALID input.effectiveOn'],
    [{ effectiveOn: '2020-05-01' }, 'INVALID input.reason'],
    [{ newParentId: young.gid, effectiveOn: '2020-06-01', reason: 'r' }, 'INVALID input.effectiveOn'],
    [{ expectedVersion: 5 }, 'STALE_VERSION input.expectedVersion'],
  ] as const) {
    expect([wrong, await faults(call, RESTORE, { id: closed.gid, ...wrong })]).toEqual([wrong, [expected]]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('only who stands above it restores it, and only beneath what he holds', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const closed = await tenant.add(east, { dissolvedOn: '2020-05-01' });
  const { root: stranger } = await world.tenant();
  const secretary = await tenant.actor({ role: 'ORGANIZER', at: east });
  const own = await tenant.actor({ role: 'ORGANIZER', at: closed });
  const before = await world.checksum();
  const refused = async (call: typeof own.call, input: object) =>
    (await call.refusals(RESTORE, { input })).map(({ code }) => code);

  expect(await refused(own.call, { id: closed.gid })).toEqual(['FORBIDDEN']);
  expect(await refused(secretary.call, { id: closed.gid, newParentId: west.gid })).toEqual(['NOT_FOUND']);
  for (const id of absent(stranger)) {
    expect([id, await refused(secretary.call, { id })]).toEqual([id, ['NOT_FOUND']]);
    expect([id, await refused(secretary.call, { id: closed.gid, newParentId: id })]).toEqual([id, ['NOT_FOUND']]);
  }
  const dryRun = { id: closed.gid, dryRun: true };
  expect((await act(secretary.call, RESTORE, dryRun)).organization).toMatchObject({ dissolvedOn: null, version: 2 });
  expect(await world.checksum()).toEqual(before);
});
