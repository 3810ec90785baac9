import { auditTrail, fingerprint, twoBranches } from '../../setup/records';
import { World } from '../../setup/world';
import { identityNumbers, refusedBy, register, secrets, update } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const phone = '13800001111';
const [identityNumber, otherNumber] = identityNumbers;

/** 王五 of the north branch with a reference, a phone and an identity number. */
async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const input = { organizationId: branches.north.gid, name: '王五', externalReference: 'P-1', phone, identityNumber };
  const data = await branches.secretary.call.ask<{ registerPerson: { person: { id: string } } }>(register, { input });
  const { id } = data.registerPerson.person;
  const change = async (given: object, { call } = branches.secretary) =>
    (await call.ask<{ updatePerson: object }>(update, { input: { id, ...given } })).updatePerson;
  return { tenant, ...branches, id, change };
}

const shown = { name: '王五', pinyin: 'wang wu', externalReference: 'P-1', version: 1 };

test('all that is given changes, and the audit trail tells what, without the secrets', async () => {
  const { tenant, north, secretary, id, change } = await setting();

  const given = { name: '单 五', externalReference: 'P-2', phone: '139-0000-2222', identityNumber: otherNumber };
  expect(await change({ ...given, expectedVersion: 1 })).toEqual({
    person: { id, name: '单 五', pinyin: 'shan wu', externalReference: 'P-2', version: 2 },
    userErrors: [],
  });

  expect(await secretary.call.ask(secrets, { id })).toEqual({
    person: { id, name: '单 五', phone: '13900002222', identityNumber: otherNumber },
  });
  const image = { organization: north.gid, hasExternalReference: true, hasPhone: true, hasIdentityNumber: true };
  const [, entry] = await auditTrail(tenant);
  expect(entry).toEqual({
    ...{ action: 'person.updated', node: id, organization: north.gid, account: secretary.gid },
    before: { ...image, version: 1 },
    after: { ...image, version: 2, changed: ['name', 'externalReference', 'phone', 'identityNumber'] },
  });
});

test('null clears, what is left out stays', async () => {
  const { tenant, secretary, id, change } = await setting();

  expect(await change({ phone: null })).toEqual({ person: { id, ...shown, version: 2 }, userErrors: [] });
  expect(await secretary.call.ask(secrets, { id })).toEqual({
    person: { id, name: '王五', phone: null, identityNumber },
  });

  expect(await change({ externalReference: null, identityNumber: null })).toEqual({
    person: { id, ...shown, externalReference: null, version: 3 },
    userErrors: [],
  });
  expect(await secretary.call.ask(secrets, { id })).toMatchObject({ person: { phone: null, identityNumber: null } });
  const trail = await auditTrail(tenant);
  expect(trail.slice(1).map(({ after }) => after)).toMatchObject([
    { changed: ['phone'], hasPhone: false, hasIdentityNumber: true },
    { changed: ['externalReference', 'identityNumber'], hasIdentityNumber: false },
  ]);
});

test('what is as it was writes nothing: no version, no entry', async () => {
  const { tenant, id, change } = await setting();
  const before = await fingerprint(tenant);
  const same = { name: ' 王五 ', externalReference: 'P-1', phone: '138 0000 1111', identityNumber };

  for (const given of [{}, same, { ...same, expectedVersion: 1 }]) {
    expect(await change(given)).toEqual({ person: { id, ...shown }, userErrors: [] });
  }
  expect(await fingerprint(tenant)).toEqual(before);

  await change({ phone: null });
  const cleared = await fingerprint(tenant);
  expect(await change({ phone: null })).toEqual({ person: { id, ...shown, version: 2 }, userErrors: [] });
  expect(await fingerprint(tenant)).toEqual(cleared);
});

test('what cannot be is refused with its place, and nothing is written', async () => {
  const { tenant, north, change } = await setting();
  await tenant.person(north, { externalReference: 'TAKEN' });
  const before = await fingerprint(tenant);

  expect(await change({ name: null })).toEqual(refusedBy('INVALID', 'name', 'This cannot be cleared.'));
  expect(await change({ phone: 'none' })).toEqual(refusedBy('INVALID', 'phone', 'A phone number has 5 to 20 digits.'));
  expect(await change({ identityNumber: '110105194912310021' })).toMatchObject(
    refusedBy(
      ...(['INVALID', 'identityNumber'] as const),
      'This is no resident identity number: 18 characters, an existing birthday, a right check digit.',
    ),
  );
  expect(await change({ externalReference: 'TAKEN' })).toEqual(
    refusedBy('DUPLICATE_REFERENCE', 'externalReference', 'Another person has this reference.'),
  );
  expect(await change({ name: '赵六', expectedVersion: 4 })).toEqual(
    refusedBy('STALE_VERSION', 'expectedVersion', 'It was changed since it was read; the current version is 1.'),
  );
  expect(await fingerprint(tenant)).toEqual(before);
});

test('of changes that expect the same version one is done', async () => {
  const { change } = await setting();
  for (let version = 1; version <= 20; version += 1) {
    const names = [`甲${version}`, `乙${version}`, `丙${version}`];
    const outcomes = await Promise.all(names.map((name) => change({ name, expectedVersion: version })));
    const codes = (outcomes as { userErrors: { code: string }[] }[]).map(({ userErrors }) => userErrors[0]?.code);
    expect(codes.sort()).toEqual(['STALE_VERSION', 'STALE_VERSION', undefined]);
  }
});

test('only where he is answered for is he changed', async () => {
  const { tenant, south, id } = await setting();
  const attempt = { input: { id, name: '赵六' } };
  const neighbour = await tenant.actor({ role: 'ORGANIZER', at: south });
  expect(await neighbour.call.refusals(update, attempt)).toEqual([{ code: 'NOT_FOUND', path: 'updatePerson' }]);
  expect(await neighbour.call.refusals(update, { input: { id: south.gid } })).toEqual([
    { code: 'NOT_FOUND', path: 'updatePerson' },
  ]);
});
