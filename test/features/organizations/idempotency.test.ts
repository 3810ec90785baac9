import type { TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { change, CREATE, faults, MOVE } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const inputOf = (tenant: TestTenant) => ({
  ...{ parentId: tenant.root.gid, level: 'STREET', name: '永安街道', kind: 'STREET', idempotencyKey: 'k-1' },
});

const age = (tenant: TestTenant, interval: string) =>
  tenant.rows('update idempotency_key set created_at = now() - $1::interval', [interval]);

test('the same key with the same input answers the first result and writes nothing more', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const first = await change(call, CREATE, inputOf(tenant));
  await age(tenant, '23 hours 59 minutes');
  const before = await world.checksum();

  expect(first.userErrors).toEqual([]);
  expect(await change(call, CREATE, inputOf(tenant))).toEqual(first);
  const { kind, idempotencyKey, ...rest } = inputOf(tenant);
  expect(await change(call, CREATE, { idempotencyKey, kind, ...rest })).toEqual(first);
  expect(await world.checksum()).toEqual(before);
});

test('the same key with other input, or for another mutation, is refused and writes nothing', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const { organization } = await change(call, CREATE, inputOf(tenant));
  const before = await world.checksum();

  expect(await change(call, CREATE, { ...inputOf(tenant), name: 'other' })).toEqual({
    organization: null,
    impact: null,
    userErrors: [
      {
        field: ['input', 'idempotencyKey'],
        message: 'This key was used for another call within the last 24 hours.',
        code: 'IDEMPOTENCY_CONFLICT',
      },
    ],
  });
  const move = { id: organization.id, newParentId: tenant.root.gid, idempotencyKey: 'k-1' };
  expect(await faults(call, MOVE, move)).toEqual(['IDEMPOTENCY_CONFLICT input.idempotencyKey']);
  expect(await world.checksum()).toEqual(before);
});

test('a key belongs to one account', async () => {
  const tenant = await world.tenant();
  const [one, two] = [
    await tenant.actor({ role: 'ORGANIZER', at: tenant.root }),
    await tenant.actor({ role: 'ORGANIZER', at: tenant.root }),
  ];

  const first = await change(one.call, CREATE, inputOf(tenant));
  const second = await change(two.call, CREATE, { ...inputOf(tenant), name: 'other' });
  expect([first.userErrors, second.userErrors]).toEqual([[], []]);
  expect(first.organization.id).not.toBe(second.organization.id);
});

test('a key that was refused is free again', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });

  expect(await faults(call, CREATE, { ...inputOf(tenant), name: '' })).toEqual(['INVALID input.name']);
  expect((await change(call, CREATE, inputOf(tenant))).userErrors).toEqual([]);
});

test('concurrent calls with one key write once and answer alike', async () => {
  for (let round = 0; round < 15; round += 1) {
    const tenant = await world.tenant();
    const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
    const answers = await Promise.all([1, 2, 3].map(() => change(call, CREATE, inputOf(tenant))));

    expect(answers[0]?.userErrors).toEqual([]);
    expect(answers).toEqual(Array(3).fill(answers[0]));
    expect(await tenant.rows('select id from organization where parent_id is not null')).toHaveLength(1);
    expect(await tenant.rows('select id from audit_entry')).toHaveLength(1);
  }
});

test('a key older than 24 hours starts anew, and stale keys of others are swept along', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const first = await change(call, CREATE, inputOf(tenant));
  await change(call, CREATE, { ...inputOf(tenant), idempotencyKey: 'k-2' });
  await age(tenant, '24 hours 1 minute');

  const second = await change(call, CREATE, { ...inputOf(tenant), name: 'other' });
  expect(second).toMatchObject({ organization: { name: 'other' }, userErrors: [] });
  expect(second.organization.id).not.toBe(first.organization.id);
  expect(await tenant.rows('select key from idempotency_key')).toEqual([{ key: 'k-1' }]);
});

test('a repeated move answers its first impact, though the organization has moved on', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const community = await tenant.add(east);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await tenant.actor({ role: 'VIEWER', at: west });
  const move = { id: community.gid, newParentId: west.gid, idempotencyKey: 'm' };

  const first = await change(call, MOVE, move);
  await change(call, MOVE, { id: community.gid, newParentId: east.gid });
  const again = await change(call, MOVE, move);
  expect(again).toMatchObject({ impact: first.impact, userErrors: [] });
  expect(first.impact).toEqual({ organizations: 1, members: 0, grantsGained: 1, grantsLost: 0 });
  expect(again.organization).toMatchObject({ version: 3, parent: { id: east.gid } });
});

test('a result is not shown again to whoever may no longer see it', async () => {
  const tenant = await world.tenant();
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await change(organizer.call, CREATE, inputOf(tenant));
  await tenant.rows('update role_grant set revoked_at = now()');

  expect(await organizer.call.refusals(CREATE, { input: inputOf(tenant) })).toEqual([
    { code: 'NOT_FOUND', path: 'createOrganization' },
  ]);
});
