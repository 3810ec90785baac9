import { World } from '../../setup/world';
import { absent, DRAFT, faults, perform, PREVIEW } from './operations';
import { planCounty } from './plan-county';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

test('an act that names what does not lie beneath the organization of the plan is refused, and named', async () => {
  const { tenant, east, west, one, branch } = await planCounty(world);
  const { root: stranger } = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: east });
  const [mine, foreign] = [await tenant.member({ in: one }), await tenant.member({ in: west })];
  const grid = await tenant.grid(west);
  const fine = { rename: { organization: one.gid, name: 'n' } };
  const before = await world.checksum();

  for (const wrong of [
    { rename: { organization: east.gid, name: 'n' } },
    { move: { organization: one.gid, parent: west.gid } },
    { merge: { organizations: [one.gid, west.gid], into: one.gid } },
    { merge: { organizations: [one.gid], into: tenant.root.gid } },
    { dissolve: { organization: branch.gid, membersTo: west.gid } },
    { restore: { organization: west.gid } },
    { restore: { organization: one.gid, parent: west.gid } },
    { create: { parent: tenant.root.gid, level: 'STREET', name: 'n' } },
    { split: { organization: one.gid, parts: [{ name: 'n', children: [west.gid] }] } },
    { split: { organization: one.gid, parts: [{ name: 'n', memberships: [mine.gid, foreign.gid] }] } },
    { split: { organization: one.gid, parts: [{ name: 'n', grids: [grid.gid] }] } },
    ...absent(stranger).map((organization) => ({ rename: { organization, name: 'n' } })),
  ]) {
    const input = { organizationId: east.gid, name: '方案', acts: [fine, wrong] };
    expect([wrong, await faults(call, DRAFT, input)]).toEqual([wrong, ['NOT_FOUND input.acts.1']]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('a draft that cannot be is refused with its field and writes nothing', async () => {
  const { tenant, one, call } = await planCounty(world);
  const closed = await tenant.add(tenant.root, { dissolvedOn: '2020-05-01' });
  const rename = { rename: { organization: one.gid, name: 'n' } };
  const before = await world.checksum();

  for (const [wrong, expected] of [
    [{ name: ' ' }, 'INVALID input.name'],
    [{ name: '案'.repeat(201) }, 'INVALID input.name'],
    [{ reason: '\ud800' }, 'INVALID input.reason'],
    [{ effectiveOn: '2020-06-29' }, 'INVALID input.reason'],
    [{ acts: [rename, {}] }, 'INVALID input.acts.1'],
    [{ acts: [{ ...rename, dissolve: { organization: one.gid } }] }, 'INVALID input.acts.0'],
    [{ acts: [{ rename: { organization: one.gid, name: null } }] }, 'INVALID input.acts.0'],
    [{ acts: [{ rename: { organization: one.gid, name: 'a\0' } }] }, 'INVALID input.acts.0.rename.name'],
    [{ acts: Array(1_001).fill(rename) }, 'INVALID input.acts'],
    [{ organizationId: closed.gid }, 'DISSOLVED input.organizationId'],
    [{ idempotencyKey: ' ' }, 'INVALID input.idempotencyKey'],
  ] as const) {
    const input = { organizationId: tenant.root.gid, name: '方案', ...wrong };
    expect([wrong, await faults(call, DRAFT, input)]).toEqual([wrong, [expected]]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('a fault that only a preview finds names its act, and the preview writes nothing', async () => {
  const { tenant, east, one, two, branch, call } = await planCounty(world);
  await tenant.add(tenant.root, { externalReference: 'taken', areaCode: '500236001000' });
  const create = (given: object) => ({ create: { parent: east.gid, level: 'COMMUNITY', name: 'n', ...given } });
  const rename = (given: object) => ({ rename: { organization: one.gid, ...given } });

  for (const [acts, expected] of [
    [[create({ key: 'k' }), create({ key: 'k' })], 'INVALID input.acts.1.key'],
    [
      [create({ key: 'k' }), { move: { organization: branch.gid, parent: 'new:K' } }],
      'NOT_FOUND input.acts.1.newParentId',
    ],
    [
      [{ move: { organization: branch.gid, parent: 'new:k' } }, create({ key: 'k' })],
      'NOT_FOUND input.acts.0.newParentId',
    ],
    [[create({ parent: 'new:' })], 'NOT_FOUND input.acts.0.parentId'],
    [[create({}), create({ level: 'NONE' })], 'INVALID input.acts.1.level'],
    [[create({}), create({ level: 'FLOOR_HOUSEHOLD' })], 'LEVEL_NOT_ALLOWED input.acts.1.level'],
    [[create({}), create({ name: '' })], 'INVALID input.acts.1.name'],
    [[create({}), create({ externalReference: 'taken' })], 'DUPLICATE_REFERENCE input.acts.1.externalReference'],
    [[create({ areaCode: '500236' }), create({ areaCode: '500236' })], 'DUPLICATE_REFERENCE input.acts.1.areaCode'],
    [[create({}), rename({ areaCode: '500236001' })], 'DUPLICATE_REFERENCE input.acts.1.areaCode'],
    [[rename({ name: '\t' })], 'INVALID input.acts.0.name'],
    [[{ merge: { organizations: [], into: one.gid } }], 'INVALID input.acts.0.organizationIds'],
    [[{ merge: { organizations: [one.gid, one.gid], into: two.gid } }], 'DISSOLVED input.acts.0.organizationIds'],
    [[{ split: { organization: one.gid, parts: [] } }], 'INVALID input.acts.0.parts'],
    [
      [
        {
          split: {
            organization: one.gid,
            parts: [
              { key: 'p', name: 'a' },
              { key: 'p', name: 'b' },
            ],
          },
        },
      ],
      'INVALID input.acts.0.parts.1.key',
    ],
    [[{ dissolve: { organization: branch.gid } }, { restore: { organization: one.gid } }], 'INVALID input.acts.1.id'],
    [[{ dissolve: { organization: one.gid } }], 'HAS_CHILDREN input.acts.0.id'],
    [
      [create({}), { move: { organization: one.gid, parent: branch.gid } }],
      'WOULD_CREATE_CYCLE input.acts.1.newParentId',
    ],
  ] as const) {
    const id = await perform(call, DRAFT, { organizationId: tenant.root.gid, name: '方案', acts });
    const before = await world.checksum();
    expect([acts, await faults(call, PREVIEW, { id })]).toEqual([acts, [expected]]);
    expect(await world.checksum()).toEqual(before);
  }
});

test('on a past day an act beneath what did not stand then is named too', async () => {
  const { tenant, call } = await planCounty(world);
  const young = await tenant.add(tenant.root, { establishedOn: '2020-06-20' });
  const acts = [
    { create: { parent: tenant.root.gid, level: 'STREET', name: 'n' } },
    { create: { parent: young.gid, level: 'COMMUNITY', name: 'n' } },
  ];
  const input = { organizationId: tenant.root.gid, name: '方案', reason: '补录', effectiveOn: '2020-06-10', acts };
  const id = await perform(call, DRAFT, input);
  expect(await faults(call, PREVIEW, { id })).toEqual(['INVALID input.acts.1.effectiveOn']);
});
