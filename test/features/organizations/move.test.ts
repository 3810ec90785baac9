import { World } from '../../setup/world';
import { change, faults, MOVE } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

test('an organization moves with everything beneath it, and the answer tells what that touched', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root, { name: 'west' })];
  const community = await tenant.add(east, { name: 'community', establishedOn: '2019-01-01' });
  const branch = await tenant.add(community);
  await tenant.add(branch, { dissolvedOn: '2020-01-01' });
  await tenant.member({ in: branch });
  await tenant.member({ in: branch, status: 'APPLICANT' });
  await tenant.member({ in: community, endedOn: '2020-01-01' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  for (const at of [east, west, west, community]) await tenant.actor({ role: 'VIEWER', at });
  await tenant.actor({ role: 'VIEWER', at: west, endsOn: '2020-06-30' });

  expect(
    await change(call, MOVE, {
      ...{ id: community.gid, newParentId: west.gid, reason: '区划调整' },
      ...{ effectiveOn: '2020-06-01', expectedVersion: 1 },
    }),
  ).toEqual({
    organization: {
      ...{ id: community.gid, name: 'community', shortName: null, kind: null, level: { code: 'COMMUNITY' } },
      ...{ externalReference: null, areaCode: null, sortOrder: 0, depth: 2 },
      ...{ establishedOn: '2019-01-01', dissolvedOn: null, version: 2, parent: { id: west.gid } },
    },
    impact: { organizations: 2, members: 1, grantsGained: 2, grantsLost: 1 },
    userErrors: [],
  });
  expect(
    await call.ask(
      `query ($id: ID!, $east: ID!) { organization(by: { id: $id }) { ancestors { id } version }
        left: organization(by: { id: $east }) { descendantCount children { id } } }`,
      { id: branch.gid, east: east.gid },
    ),
  ).toEqual({
    organization: { ancestors: [tenant.root, west, community].map(({ gid: id }) => ({ id })), version: 1 },
    left: { descendantCount: 0, children: [] },
  });
});

test('a move to where it stands already changes nothing', async () => {
  const tenant = await world.tenant();
  const community = await tenant.add(await tenant.add(tenant.root));
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const parent = `gid://sanlou/Organization/${community.path.split('/')[1]}`;
  const before = await world.checksum();

  const { organization, impact, userErrors } = await change(call, MOVE, { id: community.gid, newParentId: parent });
  expect([organization.version, impact, userErrors]).toEqual([
    1,
    { organizations: 0, members: 0, grantsGained: 0, grantsLost: 0 },
    [],
  ]);
  expect(await world.checksum()).toEqual(before);
});

test('a move that cannot be is refused with its field and writes nothing', async () => {
  const tenant = await world.tenant();
  const [street, other] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const community = await tenant.add(street, { establishedOn: '2019-05-01' });
  const branch = await tenant.add(community);
  const closed = await tenant.add(tenant.root, { dissolvedOn: '2020-05-01' });
  const closedCommunity = await tenant.add(street, { dissolvedOn: '2020-05-01' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const input = { id: community.gid, newParentId: other.gid };
  const before = await world.checksum();

  for (const [wrong, expected] of [
    [{ newParentId: community.gid }, 'WOULD_CREATE_CYCLE input.newParentId'],
    [{ newParentId: branch.gid }, 'WOULD_CREATE_CYCLE input.newParentId'],
    [{ id: street.gid, newParentId: branch.gid }, 'WOULD_CREATE_CYCLE input.newParentId'],
    [{ newParentId: tenant.root.gid }, 'LEVEL_NOT_ALLOWED input.newParentId'],
    [{ id: branch.gid }, 'LEVEL_NOT_ALLOWED input.newParentId'],
    [{ newParentId: closed.gid }, 'DISSOLVED input.newParentId'],
    [{ id: closedCommunity.gid }, 'DISSOLVED input.id'],
    [{ expectedVersion: 2 }, 'STALE_VERSION input.expectedVersion'],
    [{ effectiveOn: '2020-06-29' }, 'INVALID input.reason'],
    [{ effectiveOn: '2019-04-30', reason: 'r' }, 'INVALID input.effectiveOn'],
    [{ reason: 'r'.repeat(1_001) }, 'INVALID input.reason'],
    [{ reason: '\ud800' }, 'INVALID input.reason'],
  ] as const) {
    expect([wrong, await faults(call, MOVE, { ...input, ...wrong })]).toEqual([wrong, [expected]]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('a stale version comes with the current one', async () => {
  const tenant = await world.tenant();
  const [street, other] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const community = await tenant.add(street);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await change(call, MOVE, { id: community.gid, newParentId: other.gid, expectedVersion: 1 });

  expect(
    (await change(call, MOVE, { id: community.gid, newParentId: street.gid, expectedVersion: 1 })).userErrors,
  ).toEqual([
    {
      field: ['input', 'expectedVersion'],
      message: 'It was changed since it was read; the current version is 2.',
      code: 'STALE_VERSION',
    },
  ]);
});
