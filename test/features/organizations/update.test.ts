import { World } from '../../setup/world';
import { change, faults, UPDATE } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const facts = {
  shortName: '羽声',
  kind: 'COMMUNITY',
  externalReference: 'C-9',
  areaCode: '500236001009',
  sortOrder: 3,
};

test('what the input names is changed, what it leaves out stays, and null clears', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { name: '羽声社区', ...facts });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const unchanged = {
    ...{ id: street.gid, level: { code: 'STREET' }, depth: 1, establishedOn: null, dissolvedOn: null },
    parent: { id: tenant.root.gid },
  };

  expect(await change(call, UPDATE, { id: street.gid, name: '夔州社区', expectedVersion: 1 })).toEqual({
    organization: { ...unchanged, name: '夔州社区', ...facts, version: 2 },
    userErrors: [],
  });
  const cleared = { shortName: null, kind: null, externalReference: null, areaCode: null };
  expect(await change(call, UPDATE, { id: street.gid, ...cleared, sortOrder: -2 })).toEqual({
    organization: { ...unchanged, name: '夔州社区', ...cleared, sortOrder: -2, version: 3 },
    userErrors: [],
  });
});

test('an update that changes nothing writes nothing', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { name: '羽声社区', ...facts });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await world.checksum();

  const { organization } = await change(call, UPDATE, { id: street.gid, name: ' 羽声社区', ...facts });
  expect(organization.version).toBe(1);
  expect(await world.checksum()).toEqual(before);
});

test('a stale version is refused with the current one', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await change(call, UPDATE, { id: street.gid, name: 'first', expectedVersion: 1 });
  const before = await world.checksum();

  expect(await change(call, UPDATE, { id: street.gid, name: 'second', expectedVersion: 1 })).toEqual({
    organization: null,
    userErrors: [
      {
        field: ['input', 'expectedVersion'],
        message: 'It was changed since it was read; the current version is 2.',
        code: 'STALE_VERSION',
      },
    ],
  });
  expect(await world.checksum()).toEqual(before);
});

test('of many updates that expect one version a single one is written', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });

  for (let version = 1; version <= 10; version += 1) {
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        change(call, UPDATE, { id: street.gid, name: `${name}${version}`, expectedVersion: version }),
      ),
    );
    expect(answers.map(({ userErrors }) => userErrors[0]?.code ?? 'written').sort()).toEqual([
      ...['STALE_VERSION', 'STALE_VERSION', 'written'],
    ]);
  }
  expect(await tenant.rows('select version from organization where id = $1', [street.id])).toEqual([{ version: 11 }]);
});

test('an update that cannot be is refused with its field and writes nothing', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const closed = await tenant.add(tenant.root, { dissolvedOn: '2020-05-01' });
  await tenant.add(tenant.root, { externalReference: 'taken', areaCode: '500236001000' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await world.checksum();

  for (const [wrong, expected] of [
    [{ name: null }, 'INVALID input.name'],
    [{ name: '\t' }, 'INVALID input.name'],
    [{ name: 'x'.repeat(10_000) }, 'INVALID input.name'],
    [{ name: 'a\0' }, 'INVALID input.name'],
    [{ shortName: '\udfff' }, 'INVALID input.shortName'],
    [{ sortOrder: null }, 'INVALID input.sortOrder'],
    [{ areaCode: '12' }, 'INVALID input.areaCode'],
    [{ externalReference: '' }, 'INVALID input.externalReference'],
    [{ externalReference: 'taken' }, 'DUPLICATE_REFERENCE input.externalReference'],
    [{ areaCode: '500236001000' }, 'DUPLICATE_REFERENCE input.areaCode'],
    [{ name: 'new', expectedVersion: 7 }, 'STALE_VERSION input.expectedVersion'],
    [{ id: closed.gid, name: 'new' }, 'DISSOLVED input.id'],
  ] as const) {
    expect([wrong, await faults(call, UPDATE, { id: street.gid, ...wrong })]).toEqual([wrong, [expected]]);
  }
  expect(await world.checksum()).toEqual(before);
});
