import { World } from '../../setup/world';
import { change, DISSOLVE, faults } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

test('an organization that nothing hangs from is dissolved: no longer listed, still answering by id', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const community = await tenant.add(street, { name: 'community', establishedOn: '2019-01-01' });
  await tenant.add(community, { dissolvedOn: '2020-06-01' });
  await tenant.member({ in: community, endedOn: '2020-06-15' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: street });

  expect(
    await change(call, DISSOLVE, {
      ...{ id: community.gid, effectiveOn: '2020-06-15', reason: '合并', expectedVersion: 1 },
    }),
  ).toEqual({
    organization: {
      ...{ id: community.gid, name: 'community', shortName: null, kind: null, level: { code: 'COMMUNITY' } },
      ...{ externalReference: null, areaCode: null, sortOrder: 0, depth: 2 },
      ...{ establishedOn: '2019-01-01', dissolvedOn: '2020-06-15', version: 2, parent: { id: street.gid } },
    },
    impact: { organizations: 1, members: 0, grantsGained: 0, grantsLost: 1 },
    userErrors: [],
  });
  expect(
    await call.ask(
      `query ($id: ID!, $street: ID!) { node(id: $id) { id } organization(by: { id: $street }) { childCount counts { organizations } } }`,
      { id: community.gid, street: street.gid },
    ),
  ).toEqual({ node: { id: community.gid }, organization: { childCount: 0, counts: { organizations: 1 } } });
});

test('the end is today when no day is given', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });

  expect((await change(call, DISSOLVE, { id: street.gid })).organization).toMatchObject({ dissolvedOn: '2020-06-30' });
});

test('a dissolution that cannot be is refused with its field and writes nothing', async () => {
  const tenant = await world.tenant();
  const { root } = tenant;
  const [parent, recent, joined, future, ground, closed, founded] = [
    await tenant.add(root),
    await tenant.add(root),
    await tenant.add(root),
    await tenant.add(root),
    await tenant.add(root),
    await tenant.add(root, { dissolvedOn: '2020-05-01' }),
    await tenant.add(root, { establishedOn: '2020-05-01' }),
  ];
  await tenant.add(parent);
  await tenant.add(recent, { dissolvedOn: '2020-06-20' });
  await tenant.member({ in: joined, endedOn: '2020-06-20' });
  await tenant.member({ in: future, startedOn: '2020-09-01' });
  await tenant.grid(ground);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: root });
  const before = await world.checksum();

  for (const [input, expected] of [
    [{ id: parent.gid }, 'HAS_CHILDREN input.id'],
    [{ id: recent.gid, effectiveOn: '2020-06-19', reason: 'r' }, 'HAS_CHILDREN input.id'],
    [{ id: joined.gid, effectiveOn: '2020-06-19', reason: 'r' }, 'HAS_ACTIVE_MEMBERSHIPS input.id'],
    [{ id: future.gid }, 'HAS_ACTIVE_MEMBERSHIPS input.id'],
    [{ id: ground.gid }, 'INVALID input.id'],
    [{ id: closed.gid }, 'DISSOLVED input.id'],
    [{ id: founded.gid, effectiveOn: '2020-04-30', reason: 'r' }, 'INVALID input.effectiveOn'],
    [{ id: founded.gid, effectiveOn: '2020-06-29' }, 'INVALID input.reason'],
    [{ id: founded.gid, expectedVersion: 0 }, 'STALE_VERSION input.expectedVersion'],
    [{ id: founded.gid, reason: 'a\0b' }, 'INVALID input.reason'],
    [{ id: founded.gid, reason: 'x'.repeat(10_000) }, 'INVALID input.reason'],
  ] as const) {
    expect([input, await faults(call, DISSOLVE, input)]).toEqual([input, [expected]]);
  }
  expect(await world.checksum()).toEqual(before);
  expect((await change(call, DISSOLVE, { id: recent.gid, effectiveOn: '2020-06-20', reason: 'r' })).userErrors).toEqual(
    [],
  );
  expect((await change(call, DISSOLVE, { id: joined.gid, effectiveOn: '2020-06-20', reason: 'r' })).userErrors).toEqual(
    [],
  );
});

test('an applicant is an active membership too', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  await tenant.member({ in: street, status: 'APPLICANT' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });

  expect(await faults(call, DISSOLVE, { id: street.gid })).toEqual(['HAS_ACTIVE_MEMBERSHIPS input.id']);
});
