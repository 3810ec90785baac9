import { auditTrail } from '../../setup/records';
import { World } from '../../setup/world';
import { absent, act, faults, RENAME } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const FIND = `query ($by: OrganizationBy!) { organization(by: $by) { id name
  foundThrough { kind value organization { id } } aliases { kind value givenUpOn } } }`;

test('a new name holds from its day on, and the references that it gives up still find the organization', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, {
    ...{ name: '永安镇', shortName: '永安', kind: 'TOWN', externalReference: 'S-1', areaCode: '500236100000' },
  });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const input = {
    ...{ id: street.gid, name: ' 永安街道', kind: 'STREET', externalReference: 'S-2', areaCode: '500236001' },
    ...{ shortName: null, sortOrder: 4, reason: '撤镇设街道', expectedVersion: 1 },
  };

  expect(await act(call, RENAME, input)).toEqual({
    organization: {
      ...{ id: street.gid, name: '永安街道', version: 2, dissolvedOn: null },
      parent: { id: tenant.root.gid },
    },
    reorganization: {
      ...{ id: expect.stringMatching(/Reorganization/), state: 'APPLIED', effectiveOn: '2020-06-30', isDirect: true },
      ...{ version: 1, organization: { id: tenant.root.gid } },
    },
    impact: { organizations: 1, members: 0, grids: 0, grantsGained: 0, grantsLost: 0 },
    userErrors: [],
  });
  const aliases = [
    { kind: 'EXTERNAL_REFERENCE', value: 'S-1', givenUpOn: '2020-06-30' },
    { kind: 'AREA_CODE', value: '500236100000', givenUpOn: '2020-06-30' },
  ];
  const found = { id: street.gid, name: '永安街道', aliases };
  for (const [by, foundThrough] of [
    [{ externalReference: 'S-2' }, null],
    [{ areaCode: '500236001' }, null],
    [{ externalReference: 'S-1' }, { kind: 'EXTERNAL_REFERENCE', value: 'S-1', organization: { id: street.gid } }],
    [{ areaCode: '500236100' }, { kind: 'AREA_CODE', value: '500236100000', organization: { id: street.gid } }],
  ] as const) {
    expect(await call.ask(FIND, { by })).toEqual({ organization: { ...found, foundThrough } });
  }
  const [entry] = await auditTrail(tenant);
  expect(entry).toMatchObject({
    ...{ action: 'organization.renamed', node: street.gid },
    ...{ before: { name: '永安镇', version: 1 }, after: { name: '永安街道', version: 2, effectiveOn: '2020-06-30' } },
  });
});

test('a code that another organization took over finds that one, not the one that had it before', async () => {
  const tenant = await world.tenant();
  const [old, young] = [await tenant.add(tenant.root, { externalReference: 'S-1' }), await tenant.add(tenant.root)];
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await act(call, RENAME, { id: old.gid, externalReference: null });
  expect((await act(call, RENAME, { id: young.gid, externalReference: 'S-1' })).userErrors).toEqual([]);

  expect(await call.ask(FIND, { by: { externalReference: 'S-1' } })).toEqual({
    organization: { id: young.gid, name: young.name, foundThrough: null, aliases: [] },
  });
});

test('a rename to what it is called already writes nothing', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { name: '永安街道', externalReference: 'S-1' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await world.checksum();

  for (const effectiveOn of [undefined, '2020-07-15']) {
    const input = { id: street.gid, name: '永安街道 ', externalReference: 'S-1', effectiveOn };
    const { organization, reorganization, userErrors } = await act(call, RENAME, input);
    expect([organization?.version, reorganization, userErrors]).toEqual([1, null, []]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('a rename that cannot be is refused with its field and writes nothing', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { establishedOn: '2020-01-01' });
  const closed = await tenant.add(tenant.root, { dissolvedOn: '2020-05-01' });
  await tenant.add(tenant.root, { externalReference: 'taken', areaCode: '500236001000' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await world.checksum();

  for (const [wrong, expected] of [
    [{ name: null }, 'INVALID input.name'],
    [{ name: '\u200b ' }, 'INVALID input.name'],
    [{ name: '楼'.repeat(201) }, 'INVALID input.name'],
    [{ name: 'a\0' }, 'INVALID input.name'],
    [{ shortName: '\ud83d' }, 'INVALID input.shortName'],
    [{ kind: 'K'.repeat(51) }, 'INVALID input.kind'],
    [{ sortOrder: null }, 'INVALID input.sortOrder'],
    [{ areaCode: '12' }, 'INVALID input.areaCode'],
    [{ areaCode: '500236001' }, 'DUPLICATE_REFERENCE input.areaCode'],
    [{ externalReference: 'taken' }, 'DUPLICATE_REFERENCE input.externalReference'],
    [{ externalReference: 'taken', effectiveOn: '2020-07-01' }, 'DUPLICATE_REFERENCE input.externalReference'],
    [{ name: 'n', expectedVersion: 2 }, 'STALE_VERSION input.expectedVersion'],
    [{ name: 'n', effectiveOn: '2020-06-29' }, 'INVALID input.reason'],
    [{ name: 'n', effectiveOn: '2020-06-29', reason: ' ' }, 'INVALID input.reason'],
    [{ name: 'n', effectiveOn: '2019-12-31', reason: 'r' }, 'INVALID input.effectiveOn'],
    [{ name: 'n', idempotencyKey: '' }, 'INVALID input.idempotencyKey'],
    [{ id: closed.gid, name: 'n' }, 'DISSOLVED input.id'],
  ] as const) {
    expect([wrong, await faults(call, RENAME, { id: street.gid, ...wrong })]).toEqual([wrong, [expected]]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('only from above: who holds the organization itself, a neighbour, another tenant or reads only is refused', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const { root: stranger } = await world.tenant();
  const own = await tenant.actor({ role: 'ORGANIZER', at: east });
  const neighbour = await tenant.actor({ role: 'ORGANIZER', at: west });
  const reader = await tenant.actor({ role: 'INTEGRATOR', at: tenant.root });
  const county = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await world.checksum();
  const refused = (call: typeof own.call, id: string) => call.refusals(RENAME, { input: { id, name: 'n' } });

  for (const { call } of [own, reader])
    expect(await refused(call, east.gid)).toEqual([{ code: 'FORBIDDEN', path: 'renameOrganization' }]);
  expect(await refused(neighbour.call, east.gid)).toEqual([{ code: 'NOT_FOUND', path: 'renameOrganization' }]);
  expect(await refused(county.call, tenant.root.gid)).toEqual([{ code: 'FORBIDDEN', path: 'renameOrganization' }]);
  for (const id of absent(stranger)) {
    expect(await refused(county.call, id)).toEqual([{ code: 'NOT_FOUND', path: 'renameOrganization' }]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('names of the longest kind and of any script are kept whole, in the name of the reorganization too', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { name: '🏮'.repeat(200) });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });

  const { organization } = await act(call, RENAME, { id: street.gid, name: '𠮷'.repeat(200) });
  expect(organization?.name).toBe('𠮷'.repeat(200));
  expect(await tenant.rows('select name from reorganization')).toEqual([{ name: `RENAME ${'🏮'.repeat(193)}` }]);
});

test('a rename by the same key is done once, and its answer comes again', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const input = { id: street.gid, name: '永安街道', idempotencyKey: 'k' };
  const first = await act(call, RENAME, input);
  const before = await world.checksum();

  expect(await act(call, RENAME, input)).toEqual(first);
  expect(await faults(call, RENAME, { ...input, name: 'other' })).toEqual([
    'IDEMPOTENCY_CONFLICT input.idempotencyKey',
  ]);
  expect(await world.checksum()).toEqual(before);
});
