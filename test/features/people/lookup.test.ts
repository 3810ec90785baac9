import { useSecretKey } from '../../../src/features/people/secrets';
import { twoBranches } from '../../setup/records';
import { giveSecrets } from '../../setup/secrets';
import type { TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { identityNumbers, register, update } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const phone = '13800001111';
const [identityNumber, otherNumber] = identityNumbers;
const byPhone = 'query ($phone: String!) { person(by: { phone: $phone }) { id } }';
const byNumber = 'query ($number: String!) { person(by: { identityNumber: $number }) { id } }';

/** 王五 of the north branch with both numbers. */
async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const input = { organizationId: branches.north.gid, name: '王五', phone, identityNumber };
  const data = await branches.secretary.call.ask<{ registerPerson: { person: { id: string } } }>(register, { input });
  return { tenant, ...branches, id: data.registerPerson.person.id };
}

const reads = (tenant: TestTenant) =>
  tenant.rows(
    `select account_id as account, node_id as node, organization_id as organization, reason, before, after
     from audit_entry where tenant_id = $1 and action = 'person.lookup_read' order by id`,
    [tenant.id],
  );

test('a number finds its person however it is written, and the search is recorded without it', async () => {
  const { tenant, north, secretary, id } = await setting();
  for (const written of [phone, '+86 138-0000-1111', '0086 13800001111', '138 0000 1111']) {
    expect(await secretary.call.ask(byPhone, { phone: written })).toEqual({ person: { id } });
  }
  for (const written of [identityNumber, ` ${identityNumber?.toLowerCase()} `]) {
    expect(await secretary.call.ask(byNumber, { number: written })).toEqual({ person: { id } });
  }
  const entry = (by: string) => ({
    ...{ account: secretary.id, node: id.split('/').at(-1), organization: north.id },
    ...{ reason: null, before: null, after: { by } },
  });
  expect(await reads(tenant)).toEqual([
    ...Array.from({ length: 4 }, () => entry('phone')),
    ...[entry('identityNumber'), entry('identityNumber')],
  ]);
});

test('what is changed is found by what it is now', async () => {
  const { secretary, id } = await setting();
  const input = { id, phone: '+49 30 123456', identityNumber: otherNumber };
  await secretary.call.ask(update, { input });
  for (const written of ['+4930123456', '0049-30-123456'])
    expect(await secretary.call.ask(byPhone, { phone: written })).toEqual({ person: { id } });
  expect(await secretary.call.refusals(byPhone, { phone: '4930123456' })).toEqual([
    { code: 'NOT_FOUND', path: 'person' },
  ]);
  expect(await secretary.call.ask(byNumber, { number: otherNumber })).toEqual({ person: { id } });
  expect(await secretary.call.refusals(byPhone, { phone })).toEqual([{ code: 'NOT_FOUND', path: 'person' }]);
  expect(await secretary.call.refusals(byNumber, { number: identityNumber })).toEqual([
    { code: 'NOT_FOUND', path: 'person' },
  ]);

  await secretary.call.ask(update, { input: { id, phone: null } });
  expect(await secretary.call.refusals(byPhone, { phone: '+4930123456' })).toEqual([
    { code: 'NOT_FOUND', path: 'person' },
  ]);
});

test('who may not read a number learns as little of it as of one that nobody has', async () => {
  const { tenant, street, north, south, secretary } = await setting();
  const other = await setting();
  await giveSecrets(other.tenant, { id: other.id.split('/').at(-1) ?? '', gid: other.id }, { phone: '13800002222' });
  // He was in the south branch: seen from there, but answered for in the north.
  const { person } = await tenant.member({ in: south, endedOn: '2020-01-01' });
  await giveSecrets(tenant, person, { phone: '13800003333' });
  await tenant.rows('update person set organization_id = $2 where id = $1', [person.id, north.id]);

  const absent = await secretary.call.send(byPhone, { phone: '13800009999' });
  expect(absent).toMatchObject({
    status: 200,
    data: { person: null },
    errors: [{ extensions: { code: 'NOT_FOUND' } }],
  });
  const southern = await tenant.actor({ role: 'ORGANIZER', at: south });
  for (const [call, asked] of [
    [(await tenant.actor({ role: 'VIEWER', at: street })).call, phone],
    [(await tenant.actor({ role: 'INTEGRATOR', at: street })).call, phone],
    [southern.call, phone],
    [southern.call, '13800003333'],
    [secretary.call, '13800002222'],
    ...['', 'abc', '+86', 'x\0', '%', `${phone}1`].map((text) => [secretary.call, text] as const),
  ] as const) {
    expect({ asked, ...(await call.send(byPhone, { phone: asked })) }).toEqual({ asked, ...absent });
  }
  const worker = await tenant.actor({ role: 'GRID_WORKER', at: street });
  expect(await worker.call.refusals(byNumber, { number: identityNumber })).toEqual([
    { code: 'NOT_FOUND', path: 'person' },
  ]);
  expect(await southern.call.ask('query ($id: ID!) { person(by: { id: $id }) { id } }', { id: person.gid })).toEqual({
    person: { id: person.gid },
  });
  expect(await reads(tenant)).toEqual([]);
});

test('a number of two people finds neither, unless one of them alone is within the permission', async () => {
  const { tenant, south, organizer, secretary, id } = await setting();
  const second = await tenant.person(south);
  await giveSecrets(tenant, second, { phone });
  expect(await organizer.call.refusals(byPhone, { phone })).toEqual([{ code: 'NOT_FOUND', path: 'person' }]);
  expect(await secretary.call.ask(byPhone, { phone })).toEqual({ person: { id } });
});

test('numbers that look alike in the clear look alike neither between counties nor between fields', async () => {
  const [first, second] = [await setting(), await setting()];
  const hashes = async ({ tenant }: { tenant: TestTenant }) =>
    tenant.rows<{ phone: string; number: string }>(
      `select encode(phone_hash, 'hex') as phone, encode(identity_number_hash, 'hex') as number from person where tenant_id = $1`,
      [tenant.id],
    );
  const all = [...(await hashes(first)), ...(await hashes(second))].flatMap(({ phone: left, number }) => [
    left,
    number,
  ]);
  expect(all.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  expect(new Set(all).size).toBe(4);
});

test('what an older key hashed is still found, until that key is gone', async () => {
  const { secretary, id } = await setting();
  const [former, next] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
  try {
    useSecretKey(next, [former]);
    expect(await secretary.call.ask(byPhone, { phone })).toEqual({ person: { id } });
    await secretary.call.ask(update, { input: { id, identityNumber: otherNumber } });
    expect(await secretary.call.ask(byNumber, { number: otherNumber })).toEqual({ person: { id } });
    expect(await secretary.call.ask(byPhone, { phone })).toEqual({ person: { id } });
    useSecretKey(next);
    expect(await secretary.call.refusals(byPhone, { phone })).toEqual([{ code: 'NOT_FOUND', path: 'person' }]);
    expect(await secretary.call.ask(byNumber, { number: otherNumber })).toEqual({ person: { id } });
  } finally {
    useSecretKey(former);
  }
});

test('a lookup takes the statements of any other, and those that record it', async () => {
  const { tenant, secretary } = await setting();
  await tenant.person(await tenant.find('NORTH'), { externalReference: 'P-9' });
  const plain = await world.countStatements(() =>
    secretary.call.ask('{ person(by: { externalReference: "P-9" }) { id } }'),
  );
  const looked = await world.countStatements(() => secretary.call.ask(byPhone, { phone }));
  expect(looked - plain).toBe(2);
});
