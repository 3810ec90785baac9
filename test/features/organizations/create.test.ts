import { World } from '../../setup/world';
import { change, CREATE, faults } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

test('an organization is created beneath its parent with everything that was given', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: street });
  await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const given = {
    name: '羽声社区',
    shortName: '羽声',
    kind: 'COMMUNITY',
    externalReference: 'C-9',
    sortOrder: 3,
    establishedOn: '2019-05-01',
  };

  const { organization, impact, userErrors } = await change(call, CREATE, {
    ...{ parentId: street.gid, level: 'COMMUNITY', areaCode: '500236001' },
    ...given,
    name: '  羽声社区 ',
  });
  expect({ organization, impact, userErrors }).toEqual({
    organization: {
      ...given,
      id: expect.stringMatching(/^gid:\/\/sanlou\/Organization\/\d+$/),
      level: { code: 'COMMUNITY' },
      areaCode: '500236001000',
      depth: 2,
      dissolvedOn: null,
      version: 1,
      parent: { id: street.gid },
    },
    // Her own grant; another one stands above her reach and is not counted.
    impact: { organizations: 1, members: 0, grantsGained: 1, grantsLost: 0 },
    userErrors: [],
  });
  expect(
    await call.ask(
      `query ($id: ID!) { organization(by: { id: $id }) { childCount descendants(first: 9, search: "yssq") { nodes { id } } } }`,
      { id: street.gid },
    ),
  ).toEqual({ organization: { childCount: 1, descendants: { nodes: [{ id: organization.id }] } } });
});

test('what is left out is empty, the order 0 and the founding today', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });

  const { organization } = await change(call, CREATE, { parentId: tenant.root.gid, level: 'STREET', name: '永安街道' });
  expect(organization).toMatchObject({
    ...{ shortName: null, kind: null, externalReference: null, areaCode: null, dissolvedOn: null },
    ...{ sortOrder: 0, establishedOn: '2020-06-30', version: 1, depth: 1 },
  });
});

test('names recur: two siblings may have one name', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const input = { parentId: tenant.root.gid, level: 'STREET', name: '和平' };

  const ids = [await change(call, CREATE, input), await change(call, CREATE, input)].map(
    ({ organization }) => organization.id,
  );
  expect(new Set(ids).size).toBe(2);
});

test('a creation that cannot be is refused with its field and writes nothing', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { externalReference: 'taken', areaCode: '500236001000' });
  const closed = await tenant.add(tenant.root, { dissolvedOn: '2020-05-01' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const input = { parentId: tenant.root.gid, level: 'STREET', name: '街道' };
  const before = await world.checksum();

  for (const [wrong, expected] of [
    [{ name: '' }, 'INVALID input.name'],
    [{ name: ' \u3000 ' }, 'INVALID input.name'],
    [{ name: 'x'.repeat(201) }, 'INVALID input.name'],
    [{ name: '字'.repeat(10_000) }, 'INVALID input.name'],
    [{ name: 'two\nlines' }, 'INVALID input.name'],
    [{ name: 'half \ud83d' }, 'INVALID input.name'],
    [{ shortName: '' }, 'INVALID input.shortName'],
    [{ shortName: 'a\0b' }, 'INVALID input.shortName'],
    [{ kind: 'k'.repeat(51) }, 'INVALID input.kind'],
    [{ externalReference: 'r'.repeat(101) }, 'INVALID input.externalReference'],
    [{ areaCode: '50023' }, 'INVALID input.areaCode'],
    [{ areaCode: '５００２３６' }, 'INVALID input.areaCode'],
    [{ establishedOn: '2020-07-01' }, 'INVALID input.establishedOn'],
    [{ level: 'PARISH' }, 'INVALID input.level'],
    [{ level: 'COMMUNITY' }, 'LEVEL_NOT_ALLOWED input.level'],
    [{ level: 'COUNTY' }, 'LEVEL_NOT_ALLOWED input.level'],
    [{ parentId: street.gid }, 'LEVEL_NOT_ALLOWED input.level'],
    [{ parentId: closed.gid, level: 'COMMUNITY' }, 'DISSOLVED input.parentId'],
    [{ externalReference: 'taken' }, 'DUPLICATE_REFERENCE input.externalReference'],
    [{ areaCode: '500236001' }, 'DUPLICATE_REFERENCE input.areaCode'],
    [{ idempotencyKey: ' ' }, 'INVALID input.idempotencyKey'],
    [{ idempotencyKey: 'k'.repeat(201) }, 'INVALID input.idempotencyKey'],
    [{ idempotencyKey: 'k\0' }, 'INVALID input.idempotencyKey'],
  ] as const) {
    expect([wrong, await faults(call, CREATE, { ...input, ...wrong })]).toEqual([wrong, [expected]]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('a reference or area code of a dissolved organization stays taken, one of another tenant does not', async () => {
  const tenant = await world.tenant();
  const other = await world.tenant();
  await tenant.add(tenant.root, { externalReference: 'own', dissolvedOn: '2020-05-01' });
  await other.add(other.root, { externalReference: 'theirs', areaCode: '500236007000' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const input = { parentId: tenant.root.gid, level: 'STREET', name: '街道' };

  expect(await faults(call, CREATE, { ...input, externalReference: 'own' })).toEqual([
    'DUPLICATE_REFERENCE input.externalReference',
  ]);
  const { organization } = await change(call, CREATE, {
    ...input,
    externalReference: 'theirs',
    areaCode: '500236007',
  });
  expect(organization).toMatchObject({ externalReference: 'theirs', areaCode: '500236007000' });
});

test('messages come in Chinese to whoever asks for it, the codes stay', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const input = { parentId: tenant.root.gid, level: 'COMMUNITY', name: '社区' };

  expect((await change(call, CREATE, input)).userErrors).toEqual([
    {
      field: ['input', 'level'],
      message: '社区党委（村党总支） cannot stand directly beneath 县委组织部.',
      code: 'LEVEL_NOT_ALLOWED',
    },
  ]);
  expect((await change(call.with({ 'Accept-Language': 'zh-CN,en;q=0.5' }), CREATE, input)).userErrors).toEqual([
    {
      field: ['input', 'level'],
      message: '县委组织部之下不能直接设社区党委（村党总支）。',
      code: 'LEVEL_NOT_ALLOWED',
    },
  ]);
});
