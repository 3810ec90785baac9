import { auditTrail, fingerprint, twoBranches } from '../../setup/records';
import { World } from '../../setup/world';
import { reassign, refusedBy } from './operations';

const today = '2020-06-30';
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(`${today}T04:00:00Z`) });
});
afterAll(() => world.close());

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const member = await tenant.member({
    in: branches.north,
    startedOn: '2019-07-01',
    status: 'PROBATIONARY',
    externalReference: 'M-1',
  });
  const input = { membershipId: member.gid, organizationId: branches.south.gid, effectiveOn: today };
  return { tenant, ...branches, member, input };
}

const refused = (code: string, field: string, message: string) => ({
  reassignMembership: { ...refusedBy(code, field, message), endedMembership: null },
});

test('one membership ends and the next begins on the same day, with its status and reference', async () => {
  const { tenant, north, south, organizer, member, input } = await setting();

  const data = await organizer.call.ask<{ reassignMembership: { membership: { id: string } } }>(reassign, { input });

  const { id } = data.reassignMembership.membership;
  expect(id).not.toBe(member.gid);
  const ended = { startedOn: '2019-07-01', endedOn: today, endReason: 'REASSIGNED', version: 2 };
  const opened = { startedOn: today, endedOn: null, endReason: null, version: 1 };
  const kept = { status: 'PROBATIONARY', externalReference: 'M-1' };
  expect(data.reassignMembership).toEqual({
    membership: {
      ...{ id, ...kept, ...opened, statusSince: today },
      person: { id: member.person.gid },
      organization: { id: south.gid },
    },
    endedMembership: { id: member.gid, ...kept, ...ended, organization: { id: north.gid } },
    userErrors: [],
  });
  // Each end of the move has its entry where it belongs, and none shows the other's side.
  const act = { action: 'membership.reassigned', account: organizer.gid };
  const image = { status: 'PROBATIONARY', hasExternalReference: true, person: member.person.gid };
  const before = { membership: member.gid, organization: north.gid, ...image, statusSince: '2019-07-01' };
  const open = { startedOn: '2019-07-01', endedOn: null, endReason: null, version: 1 };
  expect(await auditTrail(tenant)).toEqual([
    {
      ...{ ...act, node: member.gid, organization: north.gid },
      before: { ...before, ...open },
      after: { ...before, ...ended },
    },
    {
      ...{ ...act, node: id, organization: south.gid, before: null },
      after: { membership: id, organization: south.gid, ...image, ...opened, statusSince: today },
    },
  ]);
});

test('a branch secretary cannot move a member into a neighbouring branch, nor fetch one from there', async () => {
  const { tenant, north, south, secretary, member, input } = await setting();
  const neighbour = await tenant.member({ in: south });
  const before = await fingerprint(tenant);

  const absent = [{ code: 'NOT_FOUND', path: 'reassignMembership' }];
  expect(await secretary.call.refusals(reassign, { input })).toEqual(absent);
  expect(
    await secretary.call.refusals(reassign, {
      input: { ...input, membershipId: neighbour.gid, organizationId: north.gid },
    }),
  ).toEqual(absent);

  expect(await fingerprint(tenant)).toEqual(before);
  const places = await tenant.rows('select organization_id from membership where id = $1', [member.id]);
  expect(places).toEqual([{ organization_id: north.id }]);
});

test('someone who sees both branches but may assign in one alone is refused, not told that the other is absent', async () => {
  const { tenant, street, north, input } = await setting();
  const both = await tenant.actor([
    { role: 'VIEWER', at: street },
    { role: 'INTEGRATOR', at: north },
  ]);
  expect(await both.call.refusals(reassign, { input })).toEqual([{ code: 'FORBIDDEN', path: 'reassignMembership' }]);
});

test('what cannot be is refused with its place, and nothing is written', async () => {
  const { tenant, community, north, organizer, input } = await setting();
  const dissolved = await tenant.add(community, { dissolvedOn: '2020-01-01' });
  const left = await tenant.member({ in: north, startedOn: '2019-01-01', endedOn: '2020-01-01' });
  const leaving = await tenant.member({ in: north, startedOn: '2019-01-01', endedOn: '2020-12-31' });
  const before = await fingerprint(tenant);
  const refusal = (change: object) => organizer.call.ask<object>(reassign, { input: { ...input, ...change } });

  const tooSoon = 'The day is not after 2019-07-01, when it began.';
  expect(await refusal({ effectiveOn: '2019-07-01' })).toEqual(refused('INVALID', 'effectiveOn', tooSoon));
  expect(await refusal({ effectiveOn: '2019-06-30' })).toEqual(refused('INVALID', 'effectiveOn', tooSoon));
  expect(await refusal({ organizationId: north.gid })).toEqual(
    refused('INVALID', 'organizationId', 'The membership is there already.'),
  );
  expect(await refusal({ organizationId: dissolved.gid })).toEqual(
    refused('DISSOLVED', 'organizationId', 'It was dissolved on 2020-01-01.'),
  );
  expect(await refusal({ expectedVersion: 7 })).toEqual(
    refused('STALE_VERSION', 'expectedVersion', 'It was changed since it was read; the current version is 1.'),
  );
  expect(await refusal({ membershipId: left.gid })).toEqual(
    refused('ENDED', 'membershipId', 'The end of the membership is 2020-01-01.'),
  );
  expect(await refusal({ membershipId: leaving.gid })).toEqual(
    refused('ENDED', 'membershipId', 'The end of the membership is 2020-12-31.'),
  );
  expect(await fingerprint(tenant)).toEqual(before);
});

test('it may take effect on the day after the beginning, and on a day to come', async () => {
  const { organizer, input } = await setting();
  const soon = await organizer.call.ask(reassign, {
    input: { ...input, effectiveOn: '2019-07-02', expectedVersion: 1 },
  });
  expect(soon).toMatchObject({
    reassignMembership: { membership: { startedOn: '2019-07-02' }, endedMembership: { endedOn: '2019-07-02' } },
  });

  const other = await setting();
  const later = await other.organizer.call.ask(reassign, { input: { ...other.input, effectiveOn: '2021-01-01' } });
  expect(later).toMatchObject({
    reassignMembership: { membership: { startedOn: '2021-01-01' }, endedMembership: { endedOn: '2021-01-01' } },
  });
});

test('a repeated key moves nobody twice', async () => {
  const { tenant, organizer, input } = await setting();
  const call = () => organizer.call.ask<object>(reassign, { input: { ...input, idempotencyKey: 'move' } });
  const first = await call();
  const before = await fingerprint(tenant);
  expect(await call()).toEqual(first);
  expect(await fingerprint(tenant)).toEqual(before);
});
