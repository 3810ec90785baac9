import { auditTrail, fingerprint, twoBranches } from '../../setup/records';
import { World } from '../../setup/world';
import { identityNumbers, refusedBy, register } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

async function setting() {
  const tenant = await world.tenant();
  return { tenant, ...(await twoBranches(tenant)) };
}

interface Registered {
  registerPerson: { person: { id: string; name: string; pinyin: string } };
}

test('a person is registered with clean texts, and the act is on record without his secrets', async () => {
  const { tenant, north, secretary } = await setting();

  const data = await secretary.call.ask<Registered>(register, {
    input: {
      ...{ organizationId: north.gid, name: '  Zoe\u0301 王  ', externalReference: ' P-1 ' },
      ...{ phone: '+86 138-0000 1111', identityNumber: ' 11010519491231002x ' },
    },
  });

  const { id } = data.registerPerson.person;
  expect(data).toEqual({
    registerPerson: {
      person: { id, name: 'Zoé 王', pinyin: 'Zoé wang', externalReference: 'P-1', version: 1 },
      userErrors: [],
    },
  });
  const read = '{ person(by: { externalReference: "P-1" }) { id phone identityNumber } }';
  expect(await secretary.call.ask(read)).toEqual({
    person: { id, phone: '+8613800001111', identityNumber: '11010519491231002X' },
  });
  const after = { organization: north.gid, hasExternalReference: true, version: 1 };
  expect(await auditTrail(tenant)).toEqual([
    {
      ...{ action: 'person.registered', node: id, organization: north.gid, account: secretary.gid, before: null },
      after: { ...after, hasPhone: true, hasIdentityNumber: true },
    },
  ]);
});

test.each([
  ['单雄信', 'shan xiong xin'],
  ['曾国藩', 'zeng guo fan'],
  ['吕布', 'lv bu'],
  ['欧阳修', 'ou yang xiu'],
])('%s is spelled %s', async (name, pinyin) => {
  const { north, secretary } = await setting();
  const data = await secretary.call.ask<Registered>(register, { input: { organizationId: north.gid, name } });
  expect(data.registerPerson.person).toMatchObject({ name, pinyin });
});

test('what cannot be is refused with its place, and nothing is written', async () => {
  const { tenant, community, north, organizer } = await setting();
  await tenant.person(north, { externalReference: 'TAKEN' });
  const dissolved = await tenant.add(community, { dissolvedOn: '2020-01-01' });
  const before = await fingerprint(tenant);
  const refusal = async (change: object) => {
    const input = { organizationId: north.gid, name: '王五', ...change };
    return (await organizer.call.ask<{ registerPerson: object }>(register, { input })).registerPerson;
  };

  const nameless = refusedBy(
    'INVALID',
    'name',
    'This takes 1 to 200 characters, some of them visible, no control characters.',
  );
  for (const name of ['', ' \u3000 ', '\u200b\u200d', '王\n五', '王'.repeat(201)])
    expect(await refusal({ name })).toEqual(nameless);
  expect(await refusal({ name: '王\udc00' })).toMatchObject({
    userErrors: [{ code: 'INVALID', field: ['input', 'name'] }],
  });
  const badPhone = refusedBy('INVALID', 'phone', 'A phone number has 5 to 20 digits.');
  for (const phone of ['', '1234', '1'.repeat(21), '138x0000', '++8613800001111']) {
    expect(await refusal({ phone })).toEqual(badPhone);
  }
  const badNumber = refusedBy(
    ...(['INVALID', 'identityNumber'] as const),
    'This is no resident identity number: 18 characters, an existing birthday, a right check digit.',
  );
  for (const identityNumber of ['', '110105194912310021', '11010519490231002X', '110105491231002', 'x']) {
    expect(await refusal({ identityNumber })).toEqual(badNumber);
  }
  expect(await refusal({ externalReference: ' TAKEN ' })).toEqual(
    refusedBy('DUPLICATE_REFERENCE', 'externalReference', 'Another person has this reference.'),
  );
  expect(await refusal({ organizationId: dissolved.gid })).toEqual(
    refusedBy('DISSOLVED', 'organizationId', 'It was dissolved on 2020-01-01.'),
  );
  expect(await fingerprint(tenant)).toEqual(before);
});

test.each(identityNumbers)('%s is an identity number', async (identityNumber) => {
  const { north, secretary } = await setting();
  const input = { organizationId: north.gid, name: '王五', identityNumber };
  expect(await secretary.call.ask(register, { input })).toMatchObject({ registerPerson: { userErrors: [] } });
});

test('a reference is unique in its county only', async () => {
  for (const { north, secretary } of [await setting(), await setting()]) {
    const input = { organizationId: north.gid, name: '王五', externalReference: 'same' };
    expect(await secretary.call.ask(register, { input })).toMatchObject({ registerPerson: { userErrors: [] } });
  }
});

test('people are registered at and beneath the own place, by roles that may', async () => {
  const { tenant, north, south, community, secretary } = await setting();
  const other = await setting();
  const registering = ({ gid }: typeof north) => ({ input: { organizationId: gid, name: '王五' } });
  const absent = [{ code: 'NOT_FOUND', path: 'registerPerson' }];

  for (const place of [south, community, other.north]) {
    expect(await secretary.call.refusals(register, registering(place))).toEqual(absent);
  }
  for (const role of ['ADMINISTRATOR', 'GRID_WORKER', 'TREASURER', 'AUDITOR', 'VIEWER']) {
    const { call } = await tenant.actor({ role, at: north });
    expect(await call.refusals(register, registering(north))).toEqual([{ code: 'FORBIDDEN', path: 'registerPerson' }]);
  }
  expect(await tenant.rows('select id from person where tenant_id = $1', [tenant.id])).toEqual([]);
});

test('a repeated key registers nobody twice', async () => {
  const { tenant, north, secretary } = await setting();
  const call = (name: string) =>
    secretary.call.ask<object>(register, { input: { organizationId: north.gid, name, idempotencyKey: 'k' } });
  const first = await call('王五');
  const before = await fingerprint(tenant);
  expect(await call('王五')).toEqual(first);
  expect(await call('赵六')).toMatchObject({ registerPerson: { userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }] } });
  expect(await fingerprint(tenant)).toEqual(before);
});
