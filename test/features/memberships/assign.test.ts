import { addMembership, auditTrail, fingerprint, twoBranches } from '../../setup/records';
import { gid } from '../../setup/tenant';
import { World } from '../../setup/world';
import { assign, refusedBy } from './operations';

const today = '2020-06-30';
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(`${today}T04:00:00Z`) });
});
afterAll(() => world.close());

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const person = await tenant.person(branches.north);
  const input = { personId: person.gid, organizationId: branches.north.gid, status: 'FULL', startedOn: today };
  return { tenant, ...branches, person, input };
}

test('a person becomes a member; the organization answers for him and the act is on record', async () => {
  const { tenant, south, person, organizer, input } = await setting();

  const data = await organizer.call.ask<{ assignMembership: { membership: { id: string } } }>(assign, {
    input: { ...input, organizationId: south.gid, status: 'APPLICANT', externalReference: ' M-1 ' },
  });

  const { id } = data.assignMembership.membership;
  expect(data).toEqual({
    assignMembership: {
      membership: {
        id: expect.stringMatching(/^gid:\/\/sanlou\/Membership\/\d+$/),
        ...{ status: 'APPLICANT', statusSince: today, startedOn: today, endedOn: null, endReason: null },
        ...{ externalReference: 'M-1', version: 1 },
        person: { id: person.gid },
        organization: { id: south.gid },
      },
      userErrors: [],
    },
  });
  expect(await auditTrail(tenant)).toEqual([
    {
      action: 'membership.assigned',
      node: id,
      organization: south.gid,
      account: organizer.gid,
      before: null,
      after: {
        ...{ membership: id, person: person.gid, organization: south.gid, status: 'APPLICANT', statusSince: today },
        ...{ startedOn: today, endedOn: null, endReason: null, hasExternalReference: true, version: 1 },
      },
    },
  ]);
  const [home] = await tenant.rows('select organization_id from person where id = $1', [person.id]);
  expect(home).toEqual({ organization_id: south.id });
});

test.each(['1921-07-23', '2031-01-01'])('a membership may begin on %s, far from today', async (startedOn) => {
  const { organizer, input } = await setting();
  const data = await organizer.call.ask(assign, { input: { ...input, startedOn } });
  expect(data).toMatchObject({ assignMembership: { membership: { startedOn, statusSince: startedOn, version: 1 } } });
});

test('a membership may begin on the day on which the one before has ended, not a day sooner', async () => {
  const { tenant, north, person, organizer, input } = await setting();
  await addMembership(tenant, person, { in: north, startedOn: '2010-01-01', endedOn: '2020-01-10' });
  const before = await fingerprint(tenant);

  const sooner = await organizer.call.ask(assign, { input: { ...input, startedOn: '2020-01-09' } });
  expect(sooner).toEqual({
    assignMembership: refusedBy('OVERLAPS', 'startedOn', 'The person has another membership in that time.'),
  });
  expect(await fingerprint(tenant)).toEqual(before);

  const sameDay = await organizer.call.ask(assign, { input: { ...input, startedOn: '2020-01-10' } });
  expect(sameDay).toMatchObject({ assignMembership: { membership: { startedOn: '2020-01-10' }, userErrors: [] } });
});

test('what cannot be is refused with its place, and nothing is written', async () => {
  const { tenant, community, north, person, organizer, input } = await setting();
  await tenant.member({ in: north, externalReference: 'TAKEN' });
  await tenant.member({ in: north, externalReference: 'FREE', startedOn: '2019-01-01', endedOn: '2020-01-01' });
  const dissolved = await tenant.add(community, { dissolvedOn: '2020-01-01' });
  const before = await fingerprint(tenant);
  const refusal = async (change: object) => {
    const answer = await organizer.call.send<{ assignMembership: object }>(assign, { input: { ...input, ...change } });
    return answer.data?.assignMembership;
  };

  expect(await refusal({ externalReference: ' ' })).toEqual(
    refusedBy(
      'INVALID',
      'externalReference',
      'This takes 1 to 100 characters, some of them visible, no control characters.',
    ),
  );
  expect(await refusal({ externalReference: 'x'.repeat(101) })).toMatchObject({ userErrors: [{ code: 'INVALID' }] });
  expect(await refusal({ externalReference: '\ud83d' })).toEqual(
    refusedBy('INVALID', 'externalReference', 'The text holds a NUL or half of a surrogate pair.'),
  );
  expect(await refusal({ externalReference: 'TAKEN' })).toEqual(
    refusedBy('DUPLICATE_REFERENCE', 'externalReference', 'Another open membership has this reference.'),
  );
  expect(await refusal({ organizationId: dissolved.gid })).toEqual(
    refusedBy('DISSOLVED', 'organizationId', 'It was dissolved on 2020-01-01.'),
  );
  expect(await fingerprint(tenant)).toEqual(before);

  // An ended membership keeps its reference as history and does not hold it.
  expect(await refusal({ externalReference: 'FREE' })).toMatchObject({
    membership: { externalReference: 'FREE', person: { id: person.gid } },
    userErrors: [],
  });
});

test('both the person and the place must be within reach', async () => {
  const { tenant, north, south, secretary, input } = await setting();
  const stranger = await tenant.person(south);
  const moved = await tenant.member({ in: north, startedOn: '2018-01-01', endedOn: '2019-01-01' });
  await addMembership(tenant, moved.person, { in: south, startedOn: '2019-01-01' });
  await tenant.rows('update person set organization_id = $1 where id = $2', [south.id, moved.person.id]);
  const viewer = await tenant.actor({ role: 'VIEWER', at: north });
  const other = await world.tenant();
  const foreigner = await other.person(other.root);
  const before = await fingerprint(tenant);
  const refusals = (change: object, { call } = secretary) =>
    call.refusals(assign, { input: { ...input, startedOn: '2020-02-01', ...change } });
  const absent = [{ code: 'NOT_FOUND', path: 'assignMembership' }];
  const forbidden = [{ code: 'FORBIDDEN', path: 'assignMembership' }];

  expect(await refusals({ personId: stranger.gid })).toEqual(absent);
  expect(await refusals({ organizationId: south.gid })).toEqual(absent);
  expect(await refusals({ personId: foreigner.gid })).toEqual(absent);
  expect(await refusals({ organizationId: other.root.gid })).toEqual(absent);
  expect(await refusals({ personId: gid('Person', '999999999') })).toEqual(absent);
  expect(await refusals({ personId: north.gid })).toEqual(absent);
  // He was a member here, and is seen for it; the branch he went to answers for him.
  expect(await refusals({ personId: moved.person.gid })).toEqual(forbidden);
  expect(await refusals({}, viewer)).toEqual(forbidden);
  expect(await fingerprint(tenant)).toEqual(before);
});

test('a key answers again with the first result, and belongs to that very call', async () => {
  const { tenant, organizer, input } = await setting();
  const call = (change: object = {}) =>
    organizer.call.ask<object>(assign, { input: { ...input, idempotencyKey: 'k-1', ...change } });

  const first = await call();
  const before = await fingerprint(tenant);
  expect(await call()).toEqual(first);
  expect(await call({ status: 'APPLICANT' })).toEqual({
    assignMembership: refusedBy(
      'IDEMPOTENCY_CONFLICT',
      'idempotencyKey',
      'This key was used for another call within the last 24 hours.',
    ),
  });
  expect(await fingerprint(tenant)).toEqual(before);
});

test('a refused call leaves its key free for the mended one', async () => {
  const { organizer, input } = await setting();
  const call = (change: object) =>
    organizer.call.ask<object>(assign, { input: { ...input, idempotencyKey: 'k-2', ...change } });

  expect(await call({ externalReference: '' })).toMatchObject({
    assignMembership: { userErrors: [{ code: 'INVALID' }] },
  });
  expect(await call({ externalReference: 'M-9' })).toMatchObject({
    assignMembership: { membership: { externalReference: 'M-9' }, userErrors: [] },
  });
});
