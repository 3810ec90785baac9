import { auditTrail, fingerprint, twoBranches } from '../../setup/records';
import { World } from '../../setup/world';
import { changeStatus, end, refusedBy } from './operations';

const today = '2020-06-30';
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(`${today}T04:00:00Z`) });
});
afterAll(() => world.close());

async function setting(status = 'PROBATIONARY') {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const member = await tenant.member({ in: branches.north, startedOn: '2019-07-01', status, externalReference: 'M-1' });
  const shown = {
    ...{ id: member.gid, status, statusSince: '2019-07-01', startedOn: '2019-07-01', endedOn: null, endReason: null },
    ...{ externalReference: 'M-1', version: 1, person: { id: member.person.gid } },
    organization: { id: branches.north.gid },
  };
  const image = {
    ...{ membership: member.gid, person: member.person.gid, organization: branches.north.gid },
    ...{ status, statusSince: '2019-07-01', startedOn: '2019-07-01', endedOn: null, endReason: null },
    ...{ hasExternalReference: true, version: 1 },
  };
  return { tenant, ...branches, member, shown, image };
}

test('a member on probation becomes a full member, and the act is on record', async () => {
  const { tenant, north, secretary, member, shown, image } = await setting();
  const input = { membershipId: member.gid, status: 'FULL', effectiveOn: '2020-06-01', expectedVersion: 1 };

  const data = await secretary.call.ask(changeStatus, { input });

  const change = { status: 'FULL', statusSince: '2020-06-01', version: 2 };
  expect(data).toEqual({ changeMembershipStatus: { membership: { ...shown, ...change }, userErrors: [] } });
  expect(await auditTrail(tenant)).toEqual([
    {
      ...{ action: 'membership.status-changed', node: member.gid, organization: north.gid, account: secretary.gid },
      before: image,
      after: { ...image, ...change },
    },
  ]);
});

const statuses = ['APPLICANT', 'ACTIVIST', 'DEVELOPMENT_TARGET', 'PROBATIONARY', 'FULL'];

test('a status is followed by the next one only: no step is skipped, repeated or taken back', async () => {
  const { tenant, north, secretary } = await setting();
  for (const [from, status] of statuses.entries()) {
    for (const [to, next] of statuses.entries()) {
      const member = await tenant.member({ in: north, status, startedOn: '2019-07-01' });
      const data = await secretary.call.ask<{ changeMembershipStatus: object }>(changeStatus, {
        input: { membershipId: member.gid, status: next, effectiveOn: today },
      });
      expect(data.changeMembershipStatus).toMatchObject(
        to === from + 1
          ? { membership: { status: next, version: 2 }, userErrors: [] }
          : refusedBy('STATUS_NOT_ALLOWED', 'status', `${next} does not follow ${status}.`),
      );
    }
  }
});

test('a status begins between the day on which the present one began and today', async () => {
  const { tenant, secretary, member } = await setting();
  const before = await fingerprint(tenant);
  const change = (effectiveOn: string) =>
    secretary.call.ask<object>(changeStatus, { input: { membershipId: member.gid, status: 'FULL', effectiveOn } });
  const message = 'The day lies between 2019-07-01, when the present status began, and today.';

  for (const day of ['2019-06-30', '2020-07-01']) {
    expect(await change(day)).toEqual({ changeMembershipStatus: refusedBy('INVALID', 'effectiveOn', message) });
  }
  expect(await fingerprint(tenant)).toEqual(before);
  expect(await change('2019-07-01')).toMatchObject({
    changeMembershipStatus: { membership: { status: 'FULL', statusSince: '2019-07-01' }, userErrors: [] },
  });
});

test('an ended membership changes no more, and a stale one only after it was read again', async () => {
  const { tenant, north, secretary, member } = await setting();
  const left = await tenant.member({ in: north, status: 'PROBATIONARY', startedOn: '2019-01-01', endedOn: today });
  const before = await fingerprint(tenant);
  const input = { status: 'FULL', effectiveOn: today };

  const ended = await secretary.call.ask(changeStatus, { input: { ...input, membershipId: left.gid } });
  const stale = await secretary.call.ask(changeStatus, {
    input: { ...input, membershipId: member.gid, expectedVersion: 3 },
  });

  const endMessage = `The end of the membership is ${today}.`;
  expect(ended).toEqual({ changeMembershipStatus: refusedBy('ENDED', 'membershipId', endMessage) });
  const staleMessage = 'It was changed since it was read; the current version is 1.';
  expect(stale).toEqual({ changeMembershipStatus: refusedBy('STALE_VERSION', 'expectedVersion', staleMessage) });
  expect(await fingerprint(tenant)).toEqual(before);
});

test('a membership ends for a reason, and the act is on record', async () => {
  const { tenant, north, secretary, member, shown, image } = await setting('FULL');

  const data = await secretary.call.ask(end, {
    input: { membershipId: member.gid, endedOn: today, reason: 'DECEASED' },
  });

  const change = { endedOn: today, endReason: 'DECEASED', version: 2 };
  expect(data).toEqual({ endMembership: { membership: { ...shown, ...change }, userErrors: [] } });
  expect(await auditTrail(tenant)).toEqual([
    {
      ...{ action: 'membership.ended', node: member.gid, organization: north.gid, account: secretary.gid },
      before: image,
      after: { ...image, ...change },
    },
  ]);
});

test('an end that cannot be is refused with its place, and nothing is written', async () => {
  const { tenant, north, secretary, member } = await setting();
  const left = await tenant.member({ in: north, startedOn: '2019-01-01', endedOn: '2020-01-01' });
  const before = await fingerprint(tenant);
  const refusal = async (change: object) => {
    const input = { membershipId: member.gid, endedOn: today, reason: 'LEFT', ...change };
    return (await secretary.call.ask<{ endMembership: object }>(end, { input })).endMembership;
  };

  expect(await refusal({ reason: 'REASSIGNED' })).toEqual(
    refusedBy('INVALID', 'reason', 'Use reassignMembership for that.'),
  );
  const tooSoon = refusedBy('INVALID', 'endedOn', 'The day is not after 2019-07-01, when it began.');
  expect(await refusal({ endedOn: '2019-07-01' })).toEqual(tooSoon);
  expect(await refusal({ membershipId: left.gid })).toEqual(
    refusedBy('ENDED', 'membershipId', 'The end of the membership is 2020-01-01.'),
  );
  expect(await refusal({ expectedVersion: 2 })).toEqual(
    refusedBy('STALE_VERSION', 'expectedVersion', 'It was changed since it was read; the current version is 1.'),
  );
  expect(await fingerprint(tenant)).toEqual(before);
});

test('status and end are for those who may assign there: others are refused, strangers find nothing', async () => {
  const { tenant, north, south, member } = await setting();
  const other = await world.tenant();
  const before = await fingerprint(tenant);
  const status = { input: { membershipId: member.gid, status: 'FULL', effectiveOn: today } };
  const ending = { input: { membershipId: member.gid, endedOn: today, reason: 'LEFT' } };

  for (const role of ['ADMINISTRATOR', 'GRID_WORKER', 'TREASURER', 'AUDITOR', 'VIEWER']) {
    const { call } = await tenant.actor({ role, at: north });
    expect(await call.refusals(changeStatus, status)).toEqual([{ code: 'FORBIDDEN', path: 'changeMembershipStatus' }]);
    expect(await call.refusals(end, ending)).toEqual([{ code: 'FORBIDDEN', path: 'endMembership' }]);
  }
  const neighbour = await tenant.actor({ role: 'ORGANIZER', at: south });
  const foreigner = await other.actor({ role: 'ORGANIZER', at: other.root });
  for (const { call } of [neighbour, foreigner]) {
    expect(await call.refusals(changeStatus, status)).toEqual([{ code: 'NOT_FOUND', path: 'changeMembershipStatus' }]);
    expect(await call.refusals(end, ending)).toEqual([{ code: 'NOT_FOUND', path: 'endMembership' }]);
  }
  expect(await fingerprint(tenant)).toEqual({ ...before, account: expect.anything(), role_grant: expect.anything() });
});
