import { World } from '../../setup/world';
import { allowNesting, structureFaults } from '../../structure/integrity';
import { absent, act, faults, MERGE } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

test('a merger that cannot be is refused with its field and writes nothing', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const [one, two] = [await tenant.add(street, { establishedOn: '2020-02-01' }), await tenant.add(street)];
  const branch = await tenant.add(one);
  const closed = await tenant.add(street, { dissolvedOn: '2020-05-01' });
  await tenant.add(street, { externalReference: 'taken', areaCode: '500236001000' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const input = { organizationIds: [one.gid], intoId: two.gid };
  const founding = (into: object) => ({ intoId: null, into: { name: 'new', ...into } });
  const before = await world.checksum();

  for (const [wrong, expected] of [
    [{ organizationIds: [] }, 'INVALID input.organizationIds'],
    [{ organizationIds: Array(101).fill(one.gid) }, 'INVALID input.organizationIds'],
    [{ organizationIds: [one.gid, one.gid] }, 'DISSOLVED input.organizationIds'],
    [{ organizationIds: [closed.gid] }, 'DISSOLVED input.organizationIds'],
    [{ organizationIds: [one.gid, two.gid] }, 'WOULD_CREATE_CYCLE input.intoId'],
    [{ organizationIds: [branch.gid] }, 'LEVEL_NOT_ALLOWED input.intoId'],
    [{ organizationIds: [street.gid] }, 'WOULD_CREATE_CYCLE input.intoId'],
    [{ intoId: tenant.root.gid }, 'LEVEL_NOT_ALLOWED input.intoId'],
    [{ intoId: one.gid }, 'WOULD_CREATE_CYCLE input.intoId'],
    [{ intoId: closed.gid }, 'DISSOLVED input.intoId'],
    [{ intoId: null }, 'INVALID input.intoId'],
    [{ into: { name: 'both' } }, 'INVALID input.intoId'],
    [founding({ name: ' ' }), 'INVALID input.into.name'],
    [founding({ areaCode: '1' }), 'INVALID input.into.areaCode'],
    [founding({ kind: '\udc00' }), 'INVALID input.into.kind'],
    [founding({ externalReference: 'taken' }), 'DUPLICATE_REFERENCE input.into.externalReference'],
    [founding({ areaCode: '500236001' }), 'DUPLICATE_REFERENCE input.into.areaCode'],
    [{ expectedVersion: 3 }, 'STALE_VERSION input.expectedVersion'],
    [{ effectiveOn: '2020-06-01' }, 'INVALID input.reason'],
    [{ effectiveOn: '2020-01-31', reason: 'r' }, 'INVALID input.effectiveOn'],
    [{ reason: 'r'.repeat(1_001) }, 'INVALID input.reason'],
  ] as const) {
    expect([wrong, await faults(call, MERGE, { ...input, ...wrong })]).toEqual([wrong, [expected]]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('whoever does not stand above every source and hold the target is refused', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const [one, two, other] = [await tenant.add(east), await tenant.add(east), await tenant.add(west)];
  const { root: stranger } = await world.tenant();
  const secretary = await tenant.actor({ role: 'ORGANIZER', at: east });
  const own = await tenant.actor({ role: 'ORGANIZER', at: one });
  const both = await tenant.actor([
    { role: 'ORGANIZER', at: east },
    { role: 'VIEWER', at: west },
  ]);
  const before = await world.checksum();
  const refused = async (call: typeof own.call, organizationIds: string[], intoId: string) =>
    (await call.refusals(MERGE, { input: { organizationIds, intoId } })).map(({ code }) => code);

  expect(await refused(secretary.call, [one.gid], other.gid)).toEqual(['NOT_FOUND']);
  expect(await refused(secretary.call, [one.gid, other.gid], two.gid)).toEqual(['NOT_FOUND']);
  expect(await refused(both.call, [one.gid, other.gid], two.gid)).toEqual(['FORBIDDEN']);
  expect(await refused(both.call, [one.gid], other.gid)).toEqual(['FORBIDDEN']);
  expect(await refused(own.call, [one.gid], one.gid)).toEqual(['FORBIDDEN']);
  expect(await refused(own.call, [two.gid], one.gid)).toEqual(['NOT_FOUND']);
  for (const id of absent(stranger)) {
    expect([id, await refused(secretary.call, [one.gid, id], two.gid)]).toEqual([id, ['NOT_FOUND']]);
    expect([id, await refused(secretary.call, [one.gid], id)]).toEqual([id, ['NOT_FOUND']]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('where a level nests, what lies beneath the target goes into it, and never the other way round', async () => {
  const tenant = await world.tenant();
  await allowNesting(tenant);
  const street = await tenant.add(tenant.root);
  const outer = await tenant.add(street);
  const inner = await tenant.add(outer, { level: 'COMMUNITY' });
  const innermost = await tenant.add(inner, { level: 'COMMUNITY' });
  const branch = await tenant.add(innermost);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });

  expect(await faults(call, MERGE, { organizationIds: [outer.gid], intoId: inner.gid })).toEqual([
    'WOULD_CREATE_CYCLE input.intoId',
  ]);
  expect(
    (await act(call, MERGE, { organizationIds: [inner.gid, innermost.gid], intoId: outer.gid })).userErrors,
  ).toEqual([]);
  expect(
    await call.ask(`query ($id: ID!) { organization(by: { id: $id }) { children { id children { id } } } }`, {
      id: street.gid,
    }),
  ).toEqual({ organization: { children: [{ id: outer.gid, children: [{ id: branch.gid }] }] } });
  expect(await structureFaults(world, tenant)).toEqual([]);
});

test('a dry run of a merger answers as if done, and writes nothing; then it is done alike', async () => {
  const tenant = await world.tenant();
  const [source, target] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  await tenant.add(source);
  await tenant.member({ in: source });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await world.checksum();
  for (const input of [
    { organizationIds: [source.gid], intoId: target.gid },
    { organizationIds: [source.gid, target.gid], into: { name: '新街道' } },
    { organizationIds: [source.gid], intoId: target.gid, effectiveOn: '2020-12-01' },
    { organizationIds: [source.gid], intoId: target.gid, effectiveOn: '2020-06-01', reason: '补录' },
  ]) {
    const { organization, impact, userErrors } = await act(call, MERGE, { ...input, dryRun: true });
    expect([organization?.dissolvedOn, impact, userErrors]).toEqual([
      null,
      expect.objectContaining({ members: 1, grantsLost: expect.any(Number) }),
      [],
    ]);
    expect(await world.checksum()).toEqual(before);
  }
  const input = { organizationIds: [source.gid], intoId: target.gid };
  const rehearsed = await act(call, MERGE, { ...input, dryRun: true });
  expect((await act(call, MERGE, input)).impact).toEqual(rehearsed.impact);
});
