import { twoBranches } from '../../setup/records';
import { World } from '../../setup/world';
import { abolish, appoint } from './operations';

const today = '2020-06-30';
const rounds = 50;
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(`${today}T04:00:00Z`) });
});
afterAll(() => world.close());
jest.setTimeout(120_000);

interface Outcome {
  userErrors: { code: string }[];
}

const codesOf = (outcomes: Outcome[]) => outcomes.map(({ userErrors }) => userErrors[0]?.code ?? 'done').sort();

async function setting() {
  const tenant = await world.tenant();
  const { north, organizer } = await twoBranches(tenant);
  const holder = await tenant.person(north);
  const comers = [await tenant.person(north), await tenant.person(north), await tenant.person(north)] as const;
  const ask = async (postId: string, personId: string) => {
    const input = { postId, personId, startedOn: today, how: 'ELECTED' };
    return (await organizer.call.ask<{ appoint: Outcome }>(appoint, { input })).appoint;
  };
  return { tenant, north, organizer, holder, comers, ask };
}

test('of appointments to the last seat at the same moment one is done, the others find the post full', async () => {
  const { tenant, north, holder, comers, ask } = await setting();
  for (let round = 0; round < rounds; round += 1) {
    const post = await tenant.post(north, { maximumHolders: 2 });
    await tenant.appointment(post, holder);
    const outcomes = await Promise.all(comers.map(({ gid }) => ask(post.gid, gid)));
    expect(codesOf(outcomes)).toEqual(['POST_FULL', 'POST_FULL', 'done']);
    expect(await tenant.rows('select count(*)::int as held from appointment where post_id = $1', [post.id])).toEqual([
      { held: 2 },
    ]);
  }
});

test('of appointments of one person to one post at the same moment one is done', async () => {
  const { tenant, north, holder, ask } = await setting();
  for (let round = 0; round < rounds; round += 1) {
    const post = await tenant.post(north, { maximumHolders: 3 });
    const outcomes = await Promise.all([1, 2, 3].map(() => ask(post.gid, holder.gid)));
    expect(codesOf(outcomes)).toEqual(['ALREADY_APPOINTED', 'ALREADY_APPOINTED', 'done']);
  }
});

test('nobody is left in a post that is abolished at the same moment', async () => {
  const { tenant, north, organizer, holder, comers, ask } = await setting();
  for (let round = 0; round < rounds; round += 1) {
    const post = await tenant.post(north, { maximumHolders: 2 });
    await tenant.appointment(post, holder);
    const [, abolished] = await Promise.all([
      ask(post.gid, comers[0].gid),
      organizer.call.ask<{ abolishPost: Outcome }>(abolish, { input: { postId: post.gid } }),
    ]);
    const held = await tenant.rows('select from appointment where post_id = $1 and ended_on is null', [post.id]);
    // Who comes first today keeps the post from being abolished today.
    expect(held.length).toBe(abolished.abolishPost.userErrors.length === 0 ? 0 : 2);
  }
});
