import { auditTrail } from '../../setup/records';
import { World } from '../../setup/world';
import { structureFaults } from '../../structure/integrity';
import { absent, act, faults, historyFaults, SPLIT } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

test('what is named goes to the new siblings, everything else stays', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const source = await tenant.add(street, { name: '老社区', externalReference: 'OLD' });
  const [gone, kept] = [await tenant.add(source), await tenant.add(source)];
  const [moving, staying] = [await tenant.member({ in: source }), await tenant.member({ in: source })];
  await tenant.member({ in: gone });
  const [ground, rest] = [await tenant.grid(source), await tenant.grid(source)];
  const worker = await tenant.actor({ role: 'GRID_WORKER', at: source, gridId: ground.id });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: street });

  const { organization, parts, impact, userErrors } = await act(call, SPLIT, {
    ...{ id: source.gid, expectedVersion: 1 },
    parts: [
      { name: '新社区', childIds: [gone.gid], membershipIds: [moving.gid], gridIds: [ground.gid] },
      { name: '空社区', kind: 'COMMUNITY', areaCode: '500236001009' },
    ],
  });
  const part = (name: string) => ({
    ...{ id: expect.any(String), name, parent: { id: street.gid }, level: { code: 'COMMUNITY' } },
  });
  expect({ organization, parts, impact, userErrors }).toEqual({
    organization: { id: source.gid, name: '老社区', version: 1, dissolvedOn: null, parent: { id: street.gid } },
    parts: [part('新社区'), part('空社区')],
    impact: { organizations: 3, members: 2, grids: 1, grantsGained: 1, grantsLost: 0 },
    userErrors: [],
  });
  const LISTED = `query ($id: ID!) { organization(by: { id: $id }) { children { id }
    memberships(first: 9, reach: DIRECT) { nodes { id } } grids(first: 9, reach: DIRECT) { nodes { id } } } }`;
  for (const [id, child, member, grid] of [
    [parts?.[0]?.id, gone, moving, ground],
    [source.gid, kept, staying, rest],
  ] as const) {
    expect(await call.ask(LISTED, { id })).toEqual({
      organization: {
        children: [{ id: child.gid }],
        memberships: { nodes: [{ id: member.gid }] },
        grids: { nodes: [{ id: grid.gid }] },
      },
    });
  }
  const first = parts?.[0]?.id.split('/').at(-1);
  expect(await tenant.rows('select organization_id as at from role_grant where account_id = $1', [worker.id])).toEqual([
    { at: first },
  ]);
  expect(
    await tenant.rows('select id, organization_id as at from person where id = any($1) order by id', [
      [moving.person.id, staying.person.id],
    ]),
  ).toEqual([
    { id: moving.person.id, at: first },
    { id: staying.person.id, at: source.id },
  ]);
  expect([await structureFaults(world, tenant), await historyFaults(tenant)]).toEqual([[], []]);
  expect((await auditTrail(tenant)).map(({ action }) => action)).toEqual([
    ...['organization.created', 'organization.moved', 'organization.split', 'organization.created'],
    'organization.split',
  ]);
});

test('a split that cannot be is refused with its field and writes nothing', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const source = await tenant.add(street, { establishedOn: '2020-02-01' });
  const [child, closedChild] = [await tenant.add(source), await tenant.add(source, { dissolvedOn: '2020-05-01' })];
  const other = await tenant.add(street);
  const nephew = await tenant.add(other);
  const [own, foreign] = [await tenant.member({ in: source }), await tenant.member({ in: other })];
  const [grid, foreignGrid] = [await tenant.grid(source), await tenant.grid(other)];
  const closed = await tenant.add(street, { dissolvedOn: '2020-05-01' });
  await tenant.add(street, { externalReference: 'taken' });
  const { root: stranger } = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const parts = (...given: object[]) => ({ parts: given.map((part) => ({ name: 'p', ...part })) });
  const children = (...childIds: string[]) => parts({ childIds });
  const before = await world.checksum();

  for (const [wrong, expected] of [
    [{ parts: [] }, 'INVALID input.parts'],
    [parts(...Array(101).fill({})), 'INVALID input.parts'],
    [parts({}, { name: '' }), 'INVALID input.parts.1.name'],
    [parts({ areaCode: 'x' }), 'INVALID input.parts.0.areaCode'],
    [parts({}, { externalReference: 'taken' }), 'DUPLICATE_REFERENCE input.parts.1.externalReference'],
    [parts(...Array(2).fill({ externalReference: 'k' })), 'DUPLICATE_REFERENCE input.parts.1.externalReference'],
    [children(child.gid, child.gid), 'INVALID input.childIds'],
    [parts({ childIds: [child.gid] }, { childIds: [child.gid] }), 'INVALID input.childIds'],
    [children(nephew.gid), 'NOT_FOUND input.childIds'],
    [children(source.gid), 'NOT_FOUND input.childIds'],
    [children(closedChild.gid), 'DISSOLVED input.childIds'],
    ...absent(stranger).map((id) => [children(id), 'NOT_FOUND input.childIds'] as const),
    [children('nonsense', 'gid://sanlou/Grid/1'), 'NOT_FOUND input.childIds'],
    [parts({ membershipIds: [own.gid, own.gid] }), 'INVALID input.membershipIds'],
    [parts({ membershipIds: [foreign.gid] }), 'NOT_FOUND input.membershipIds'],
    [parts({ membershipIds: [grid.gid] }), 'NOT_FOUND input.membershipIds'],
    [parts({ gridIds: [foreignGrid.gid] }), 'NOT_FOUND input.gridIds'],
    [parts({ gridIds: [grid.gid] }, { gridIds: [grid.gid] }), 'INVALID input.gridIds'],
    [{ ...parts({}), id: closed.gid }, 'DISSOLVED input.id'],
    [{ ...parts({}), expectedVersion: 2 }, 'STALE_VERSION input.expectedVersion'],
    [{ ...parts({}), effectiveOn: '2020-06-01' }, 'INVALID input.reason'],
    [{ ...parts({}), effectiveOn: '2020-01-01', reason: 'r' }, 'INVALID input.effectiveOn'],
  ] as const) {
    expect([wrong, await faults(call, SPLIT, { id: source.gid, ...wrong })]).toEqual([wrong, [expected]]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('nobody splits his own level, the root, or what he cannot see', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const { root: stranger } = await world.tenant();
  const county = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const own = await tenant.actor({ role: 'ORGANIZER', at: east });
  const before = await world.checksum();
  const refused = async (call: typeof own.call, id: string) =>
    (await call.refusals(SPLIT, { input: { id, parts: [{ name: 'p' }] } })).map(({ code }) => code);

  expect(await refused(own.call, east.gid)).toEqual(['FORBIDDEN']);
  expect(await refused(county.call, tenant.root.gid)).toEqual(['FORBIDDEN']);
  for (const id of [west.gid, ...absent(stranger)])
    expect([id, await refused(own.call, id)]).toEqual([id, ['NOT_FOUND']]);
  expect(await world.checksum()).toEqual(before);
});

test('a dry run of a split shows the parts with what goes there, and writes nothing', async () => {
  const tenant = await world.tenant();
  const source = await tenant.add(tenant.root);
  const child = await tenant.add(source);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await world.checksum();

  for (const effectiveOn of [null, '2020-12-01', '2020-06-01']) {
    const parts = [{ name: '新街道', childIds: [child.gid] }];
    const rehearsed = await call.ask(
      `mutation ($input: SplitOrganizationInput!) { splitOrganization(input: $input) { parts { name children { id } } userErrors { code } } }`,
      { input: { id: source.gid, parts, effectiveOn, reason: 'r', dryRun: true } },
    );
    expect(rehearsed).toEqual({
      splitOrganization: { parts: [{ name: '新街道', children: [{ id: child.gid }] }], userErrors: [] },
    });
  }
  expect(await world.checksum()).toEqual(before);
});
