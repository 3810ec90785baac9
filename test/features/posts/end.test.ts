import { auditTrail, fingerprint, twoBranches } from '../../setup/records';
import { gid } from '../../setup/tenant';
import { World } from '../../setup/world';
import { abolish, end, refusedBy } from './operations';

const today = '2020-06-30';
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(`${today}T04:00:00Z`) });
});
afterAll(() => world.close());

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const post = await tenant.post(branches.north, { maximumHolders: 3 });
  const { person } = await tenant.member({ in: branches.north });
  const appointment = await tenant.appointment(post, person, { startedOn: '2020-01-01' });
  const askEnd = async (change: object, { call } = branches.secretary) => {
    const input = { appointmentId: appointment.gid, endedOn: today, ...change };
    return (await call.ask<{ endAppointment: object }>(end, { input })).endAppointment;
  };
  const askAbolish = async (change: object = {}) => {
    const input = { postId: post.gid, ...change };
    return (await branches.secretary.call.ask<{ abolishPost: object }>(abolish, { input })).abolishPost;
  };
  return { tenant, ...branches, post, person, appointment, askEnd, askAbolish };
}

test('an appointment ends on a day, once, and is on record', async () => {
  const { tenant, north, post, person, appointment, secretary, askEnd } = await setting();
  const refused = (code: string, field: string, message: string) => refusedBy('appointment', code, field, message);
  const before = await fingerprint(tenant);
  expect(await askEnd({ endedOn: '2020-01-01' })).toEqual(
    refused('INVALID', 'endedOn', 'The day is not after 2020-01-01, when it began.'),
  );
  expect(await askEnd({ expectedVersion: 2 })).toEqual(
    refused('STALE_VERSION', 'expectedVersion', 'It was changed since it was read; the current version is 1.'),
  );
  expect(await fingerprint(tenant)).toEqual(before);

  const payload = await askEnd({ endedOn: '2020-12-31', expectedVersion: 1 });

  const facts = { startedOn: '2020-01-01', how: 'ELECTED' };
  const [held, over] = [
    { ...facts, endedOn: null, version: 1 },
    { ...facts, endedOn: '2020-12-31', version: 2 },
  ];
  expect(payload).toEqual({
    appointment: { id: appointment.gid, ...over, termEndsOn: null, post: { id: post.gid }, person: { id: person.gid } },
    userErrors: [],
  });
  const named = { appointment: appointment.gid, post: post.gid, person: person.gid };
  expect(await auditTrail(tenant)).toEqual([
    {
      action: 'appointment.ended',
      node: appointment.gid,
      organization: north.gid,
      account: secretary.gid,
      before: { ...named, ...held },
      after: { ...named, ...over },
    },
  ]);
  expect(await askEnd({})).toEqual(refused('ENDED', 'appointmentId', 'The end of the appointment is 2020-12-31.'));
});

test('an abolished post has no holders, is listed no more, still answers by id, and is abolished once', async () => {
  const { tenant, north, post, appointment, secretary, askAbolish } = await setting();
  const agreed = await tenant.appointment(post, await tenant.person(north), { endedOn: '2020-12-31' });
  const former = await tenant.appointment(post, await tenant.person(north), { endedOn: '2020-06-01' });

  const payload = await askAbolish({ abolishedOn: '2020-06-15', expectedVersion: 1 });

  const node = {
    id: post.gid,
    ...{ kind: 'BRANCH_SECRETARY', title: null, minimumHolders: 1, maximumHolders: 3, termMonths: null },
    ...{ isVacant: true, abolishedOn: '2020-06-15', version: 2 },
    ...{ organization: { id: north.gid }, grid: null, appointments: [] },
  };
  expect(payload).toEqual({ post: node, userErrors: [] });
  const trail = await auditTrail(tenant);
  expect(trail.map(({ action, node: of }) => [action, of])).toEqual([
    ['appointment.ended', appointment.gid],
    ['appointment.ended', agreed.gid],
    ['post.abolished', post.gid],
  ]);
  expect(trail[0]).toMatchObject({
    before: { appointment: appointment.gid, endedOn: null, version: 1 },
    after: { appointment: appointment.gid, endedOn: '2020-06-15', version: 2 },
  });
  const text = `query ($id: ID!, $post: ID!, $former: ID!) {
    organization(by: { id: $id }) { posts(first: 10) { totalCount nodes { id } } }
    post: node(id: $post) { ... on Post { abolishedOn } }
    former: node(id: $former) { ... on Appointment { endedOn post { id } } }
  }`;
  expect(await secretary.call.ask(text, { id: north.gid, post: post.gid, former: former.gid })).toEqual({
    organization: { posts: { totalCount: 0, nodes: [] } },
    post: { abolishedOn: '2020-06-15' },
    former: { endedOn: '2020-06-01', post: { id: post.gid } },
  });
  expect(await askAbolish()).toEqual(refusedBy('post', 'ENDED', 'postId', 'The post was abolished on 2020-06-15.'));
});

test('a post is not abolished in the future, nor before someone holds it, nor by who has read an older version', async () => {
  const { tenant, north, post, askAbolish } = await setting();
  await tenant.appointment(post, await tenant.person(north), { startedOn: '2020-06-20' });
  const before = await fingerprint(tenant);
  const refused = (code: string, field: string, message: string) => refusedBy('post', code, field, message);

  expect(await askAbolish({ abolishedOn: '2020-07-01' })).toEqual(
    refused('INVALID', 'abolishedOn', 'The day lies in the future; it is today or earlier.'),
  );
  expect(await askAbolish({ abolishedOn: '2020-06-20' })).toEqual(
    refused('INVALID', 'abolishedOn', 'An appointment to it begins on 2020-06-20; the day is later than that.'),
  );
  expect(await askAbolish({ expectedVersion: 3 })).toEqual(
    refused('STALE_VERSION', 'expectedVersion', 'It was changed since it was read; the current version is 1.'),
  );
  expect(await fingerprint(tenant)).toEqual(before);
});

test('who may not, or may not know, is refused', async () => {
  const { tenant, north, south, post, appointment, secretary } = await setting();
  const beside = await tenant.post(south);
  const there = await tenant.appointment(beside, await tenant.person(south));
  const worker = await tenant.actor({ role: 'GRID_WORKER', at: north });
  const before = await fingerprint(tenant);
  const code = async (text: string, input: object, { call } = secretary) =>
    (await call.refusals(text, { input })).map((each) => each.code);

  expect(await code(abolish, { postId: post.gid }, worker)).toEqual(['FORBIDDEN']);
  expect(await code(end, { appointmentId: appointment.gid, endedOn: today }, worker)).toEqual(['FORBIDDEN']);
  for (const postId of [beside.gid, gid('Post', '999999999')]) {
    expect(await code(abolish, { postId })).toEqual(['NOT_FOUND']);
  }
  for (const appointmentId of [there.gid, gid('Appointment', '999999999')]) {
    expect(await code(end, { appointmentId, endedOn: today })).toEqual(['NOT_FOUND']);
  }
  expect(await fingerprint(tenant)).toEqual(before);
});
