import { holding, waiting } from '../../setup/locks';
import { auditTrail, fingerprint, twoBranches } from '../../setup/records';
import { gid, type TestActor } from '../../setup/tenant';
import { World } from '../../setup/world';
import { reachable, restoreAccount, suspendAccount } from './operations';

const noon = 'T04:00:00Z';
const clock = { instant: `2020-06-30${noon}` };
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(clock.instant) });
});
beforeEach(() => {
  clock.instant = `2020-06-30${noon}`;
});
afterAll(() => world.close());

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: branches.street });
  const holder = await tenant.actor({ role: 'ORGANIZER', at: branches.north, endsOn: '2020-08-01' }, branches.north);
  const suspend = async (accountId = holder.gid, reason = ' left the branch ') =>
    (await administrator.call.ask<{ suspendAccount: object }>(suspendAccount, { input: { accountId, reason } }))
      .suspendAccount;
  const restore = async (accountId = holder.gid, reason = 'is back') =>
    (await administrator.call.ask<{ restoreAccount: object }>(restoreAccount, { input: { accountId, reason } }))
      .restoreAccount;
  return { tenant, ...branches, administrator, holder, suspend, restore };
}

const refusedBy = (code: string, field: string, message: string) => ({
  account: null,
  userErrors: [{ code, field: ['input', field], message }],
});

test('an account is suspended and restored, each with its reason on record', async () => {
  const { tenant, north, administrator, holder, suspend, restore } = await setting();
  const at = expect.any(String) as string;

  expect(await suspend()).toEqual({ account: { id: holder.gid, isSuspended: true, suspendedAt: at }, userErrors: [] });
  expect(await suspend()).toEqual(refusedBy('ALREADY_SUSPENDED', 'accountId', 'It is suspended already.'));
  const restored = { account: { id: holder.gid, isSuspended: false, suspendedAt: null }, userErrors: [] };
  expect(await restore()).toEqual(restored);
  expect(await restore()).toEqual(refusedBy('NOT_SUSPENDED', 'accountId', 'It is not suspended.'));

  const entry = { node: holder.gid, organization: north.gid, account: administrator.gid };
  expect(await auditTrail(tenant)).toEqual([
    { action: 'account.suspended', ...entry, before: { suspendedAt: null }, after: { suspendedAt: at } },
    { action: 'account.restored', ...entry, before: { suspendedAt: at }, after: { suspendedAt: null } },
  ]);
  expect(await tenant.rows('select reason from audit_entry order by id')).toEqual([
    { reason: 'left the branch' },
    { reason: 'is back' },
  ]);
});

test('neither without a reason, nor at his own place, above or beside it, nor by anyone but an administrator', async () => {
  const { tenant, street, holder, administrator, suspend } = await setting();
  const foreign = await setting();
  const places = [tenant.root, await tenant.add(tenant.root)];
  const own = await tenant.actor([], street);
  const hidden = [await tenant.actor([], places[0]), await tenant.actor([], places[1]), foreign.holder];
  const before = await fingerprint(tenant);

  expect(await suspend(holder.gid, ' ')).toMatchObject({
    userErrors: [{ code: 'INVALID', field: ['input', 'reason'] }],
  });
  const refusals = (accountId: string, { call }: TestActor = administrator) =>
    call.refusals(suspendAccount, { input: { accountId, reason: 'r' } });
  expect(await refusals(own.gid)).toEqual([{ code: 'FORBIDDEN', path: 'suspendAccount' }]);
  for (const id of [...hidden.map((each) => each.gid), gid('Account', '999999999'), street.gid]) {
    expect(await refusals(id)).toEqual([{ code: 'NOT_FOUND', path: 'suspendAccount' }]);
  }
  const auditor = await tenant.actor({ role: 'AUDITOR', at: street });
  expect(await refusals(holder.gid, auditor)).toEqual([{ code: 'FORBIDDEN', path: 'suspendAccount' }]);
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: street });
  expect(await refusals(holder.gid, organizer)).toEqual([{ code: 'NOT_FOUND', path: 'suspendAccount' }]);
  expect(await tenant.rows('select from audit_entry')).toEqual([]);
  expect((await fingerprint(tenant)).audit_entry).toEqual(before.audit_entry);
});

test('nobody suspends himself, though his account lie beneath', async () => {
  const { tenant, street, north } = await setting();
  const self = await tenant.actor({ role: 'ADMINISTRATOR', at: street }, north);
  const data = await self.call.ask(suspendAccount, { input: { accountId: self.gid, reason: 'r' } });
  expect(data).toEqual({ suspendAccount: refusedBy('OWN_ACCOUNT', 'accountId', 'Nobody suspends himself.') });
});

/** Renames two persons in one operation; the first waits for a lock until `meanwhile` is done. */
async function renameTwo({ tenant, north, holder }: Awaited<ReturnType<typeof setting>>, meanwhile: () => unknown) {
  const people = [await tenant.person(north, { name: '甲' }), await tenant.person(north, { name: '乙' })] as const;
  const letGo = await holding(world, tenant, 'select from person where tenant_id = $1 and id = $2 for update', [
    tenant.id,
    people[0].id,
  ]);
  const rename = (of: { gid: string }) =>
    `updatePerson(input: { id: "${of.gid}", name: "新" }) { userErrors { code } }`;
  const refused = holder.call.refusals(`mutation { first: ${rename(people[0])} second: ${rename(people[1])} }`);
  await waiting(world, 1);
  await meanwhile();
  await letGo();
  return { refused: await refused, names: await tenant.rows('select name from person order by id') };
}

test('suspended in the middle of an operation, what he does next is refused', async () => {
  const place = await setting();
  expect(await renameTwo(place, () => place.suspend())).toEqual({
    refused: [{ code: 'UNAUTHENTICATED', path: 'second' }],
    names: [{ name: '新' }, { name: '乙' }],
  });
});

test('a grant that ends in the middle of an operation allows nothing after its end', async () => {
  const place = await setting();
  clock.instant = `2020-07-31T15:59:59Z`;
  const midnight = () => {
    clock.instant = '2020-07-31T16:00:00Z';
  };
  expect(await renameTwo(place, midnight)).toEqual({
    refused: [{ code: 'NOT_FOUND', path: 'second' }],
    names: [{ name: '新' }, { name: '乙' }],
  });
  const { errors } = await place.holder.call.send(reachable, { id: place.north.gid });
  expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
});
