import { addMembership, auditTrail, fingerprint, twoBranches } from '../../setup/records';
import { gid } from '../../setup/tenant';
import { World } from '../../setup/world';
import { appoint, refusedBy } from './operations';

const today = '2020-06-30';
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(`${today}T04:00:00Z`) });
});
afterAll(() => world.close());

interface Appointed {
  appoint: { appointment: { id: string } | null; userErrors: object[] };
}

async function setting(facts: object = {}) {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const post = await tenant.post(branches.north, facts);
  const { person } = await tenant.member({ in: branches.north, status: 'PROBATIONARY' });
  const input = { postId: post.gid, personId: person.gid, startedOn: today, how: 'ELECTED' };
  const ask = async (change: object = {}, { call } = branches.secretary) =>
    (await call.ask<Appointed>(appoint, { input: { ...input, ...change } })).appoint;
  return { tenant, ...branches, post, person, input, ask };
}

const refused = (code: string, field: string, message: string) => refusedBy('appointment', code, field, message);

test('a probationary member takes a post for a term that the post tells, and it is on record', async () => {
  const { tenant, north, post, person, secretary, ask } = await setting({ termMonths: 8 });

  const payload = await ask();

  const id = payload.appointment?.id ?? '';
  expect(payload).toEqual({
    appointment: {
      id: expect.stringMatching(/^gid:\/\/sanlou\/Appointment\/\d+$/),
      // A month that has no such day ends the term on its last.
      ...{ startedOn: today, endedOn: null, how: 'ELECTED', termEndsOn: '2021-02-28', version: 1 },
      post: { id: post.gid },
      person: { id: person.gid },
    },
    userErrors: [],
  });
  expect(await auditTrail(tenant)).toEqual([
    {
      action: 'appointment.made',
      node: id,
      organization: north.gid,
      account: secretary.gid,
      before: null,
      after: {
        ...{ appointment: id, post: post.gid, person: person.gid, startedOn: today, endedOn: null, how: 'ELECTED' },
        version: 1,
      },
    },
  ]);
});

test('whoever is no member may hold a post without terms, from any day', async () => {
  const { tenant, north, ask } = await setting();
  const neighbour = await tenant.person(north);
  const payload = await ask({ personId: neighbour.gid, startedOn: '2031-01-01', how: 'ACTING' });
  expect(payload).toMatchObject({
    appointment: { startedOn: '2031-01-01', how: 'ACTING', termEndsOn: null, person: { id: neighbour.gid } },
    userErrors: [],
  });
});

test('seats are counted on every day from the first on, and free again on the day an appointment ends', async () => {
  const { tenant, north, post, ask } = await setting({ maximumHolders: 2 });
  const others = [await tenant.person(north), await tenant.person(north), await tenant.person(north)] as const;
  await tenant.appointment(post, others[0], { startedOn: '2020-01-01', endedOn: '2020-03-01' });
  await tenant.appointment(post, others[1], { startedOn: '2020-02-01', endedOn: '2020-08-01' });
  await tenant.appointment(post, others[2], { startedOn: '2020-07-01' });
  const before = await fingerprint(tenant);
  const full = (day: string) => refused('POST_FULL', 'postId', `Every seat of the post is taken on ${day}.`);

  expect(await ask({ startedOn: '2020-02-10' })).toEqual(full('2020-02-10'));
  expect(await ask({ startedOn: '2020-01-01' })).toEqual(full('2020-02-01'));
  // Free on its own day, and full a day later.
  expect(await ask({ startedOn: today })).toEqual(full('2020-07-01'));
  expect(await fingerprint(tenant)).toEqual(before);
  expect(await ask({ startedOn: '2020-08-01' })).toMatchObject({ userErrors: [] });
});

test('one person does not hold one post twice at once, though there are seats; another post he may', async () => {
  const { tenant, north, post, person, ask } = await setting({ maximumHolders: 3 });
  const other = await tenant.post(north);
  await tenant.appointment(post, person, { startedOn: '2020-01-01', endedOn: '2020-06-30' });
  await tenant.appointment(post, person, { startedOn: '2021-01-01' });
  const already = refused('ALREADY_APPOINTED', 'personId', 'The person holds this post in that time already.');
  expect(await ask({ startedOn: '2020-06-29' })).toEqual(already);
  // An open end reaches into what is agreed for later.
  expect(await ask({ startedOn: '2020-06-30' })).toEqual(already);
  expect(await ask({ postId: other.gid })).toMatchObject({ userErrors: [] });
  await expect(tenant.appointment(post, person, { startedOn: '2022-01-01' })).rejects.toThrow('appointment_once');
});

test('nobody is appointed to what is abolished or dissolved', async () => {
  const { tenant, north, post, ask } = await setting();
  const abolished = await tenant.post(north, { abolishedOn: '2020-06-01' });
  const before = await fingerprint(tenant);
  expect(await ask({ postId: abolished.gid })).toEqual(
    refused('ENDED', 'postId', 'The post was abolished on 2020-06-01.'),
  );
  await tenant.rows(`update organization set dissolved_on = '2020-06-15' where id = $1`, [north.id]);
  expect(await ask({ postId: post.gid })).toEqual(refused('DISSOLVED', 'postId', 'It was dissolved on 2020-06-15.'));
  const { organization: _organization, ...after } = await fingerprint(tenant);
  expect(before).toMatchObject(after);
});

test('both the post and the person are within reach; a former member is', async () => {
  const { tenant, north, south, input, secretary, ask } = await setting();
  const foreign = await setting();
  const stranger = await tenant.person(south);
  const moved = await tenant.member({ in: north, startedOn: '2018-01-01', endedOn: '2019-01-01' });
  await addMembership(tenant, moved.person, { in: south, startedOn: '2019-01-01' });
  await tenant.rows('update person set organization_id = $1 where id = $2', [south.id, moved.person.id]);
  const viewer = await tenant.actor({ role: 'VIEWER', at: north });
  const before = await fingerprint(tenant);
  const refusals = (change: object, { call } = secretary) => call.refusals(appoint, { input: { ...input, ...change } });
  const absent = [{ code: 'NOT_FOUND', path: 'appoint' }];

  for (const personId of [stranger.gid, foreign.person.gid, gid('Person', '999999999'), north.gid]) {
    expect(await refusals({ personId })).toEqual(absent);
  }
  const beside = await tenant.post(south);
  for (const postId of [beside.gid, foreign.post.gid, gid('Post', '999999999'), north.gid]) {
    expect(await refusals({ postId })).toEqual(absent);
  }
  expect(await refusals({}, viewer)).toEqual([{ code: 'FORBIDDEN', path: 'appoint' }]);
  const { post: _post, ...after } = await fingerprint(tenant);
  expect(before).toMatchObject(after);
  expect(await ask({ personId: moved.person.gid })).toMatchObject({ userErrors: [] });
});

test('a key answers again with the first appointment, and belongs to that very call', async () => {
  const { tenant, ask } = await setting();
  const first = await ask({ idempotencyKey: 'k' });
  const before = await fingerprint(tenant);
  expect(await ask({ idempotencyKey: 'k' })).toEqual(first);
  expect(await ask({ idempotencyKey: 'k', how: 'ACTING' })).toEqual(
    refused('IDEMPOTENCY_CONFLICT', 'idempotencyKey', 'This key was used for another call within the last 24 hours.'),
  );
  expect(await fingerprint(tenant)).toEqual(before);
});
