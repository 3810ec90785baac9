import fc from 'fast-check';
import type { TestActor, TestOrganization, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { NaiveGrants, type NaiveOutcome } from './naive-grants';
import { grantRole, revokeRole } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-03-30T04:00:00Z') });
});
afterAll(() => world.close());
jest.setTimeout(120_000);

const number = fc.nat({ max: 1_000 });
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('give' as const),
      by: number,
      to: number,
      at: number,
      ends: number,
      role: number,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('revoke' as const), by: number, grant: number, chain: fc.boolean() }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const ends = ['2020-05-01', '2020-06-01', '2020-07-01', null];
const roles = ['ADMINISTRATOR', 'ADMINISTRATOR', 'VIEWER'];
const pick = <Item>(items: readonly Item[], at: number) => items[at % items.length] as Item;

interface Place {
  tenant: TestTenant;
  organizations: TestOrganization[];
  actors: TestActor[];
  model: NaiveGrants;
}

/** A line from the root down to where all accounts belong, and two places beside it; two administer all of it. */
async function setting(): Promise<Place> {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const community = await tenant.add(street);
  const branch = await tenant.add(community);
  const home = await tenant.add(branch);
  const organizations = [street, community, branch, home, await tenant.add(street), await tenant.add(community)];
  const actors: TestActor[] = [];
  for (let made = 0; made < 5; made += 1) actors.push(await tenant.actor([], home));
  const paths = new Map([tenant.root, ...organizations].map(({ gid, path }) => [gid, path]));
  const model = new NaiveGrants(paths, home.gid);
  for (const [number, endsOn] of [undefined, '2020-06-01'].entries()) {
    const { id, gid: account } = pick(actors, number);
    const { gid } = await tenant.grant(id, { role: 'ADMINISTRATOR', at: tenant.root, endsOn });
    const facts = { role: 'ADMINISTRATOR', at: tenant.root.gid, endsOn: endsOn ?? null };
    model.add({ id: gid, account, ...facts, from: null });
  }
  return { tenant, organizations, actors, model };
}

/** What came of a mutation: done, or the code of its user error or of its refusal. */
async function outcomeOf(actor: TestActor, mutation: string, input: object): Promise<NaiveOutcome> {
  interface Payload {
    grant: { id: string } | null;
    userErrors: { code: string }[];
  }
  const { data, errors } = await actor.call.send<Record<string, Payload>>(mutation, { input });
  if (errors) return { code: errors[0]?.extensions.code ?? '' };
  const { grant, userErrors } = Object.values(data ?? {})[0] as Payload;
  return grant ? { done: grant.id } : { code: userErrors[0]?.code ?? '' };
}

async function perform({ actors, organizations, model }: Place, taken: Step): Promise<void> {
  const actor = pick(actors, taken.by);
  if (taken.act === 'revoke') {
    const { id } = pick(model.grants, taken.grant);
    const expected = model.revoke(actor.gid, id, taken.chain);
    const answer = await outcomeOf(actor, revokeRole, { grantId: id, withDelegated: taken.chain });
    expect([taken, answer]).toEqual([taken, expected]);
    return;
  }
  const facts = {
    ...{ account: pick(actors, taken.to).gid, role: pick(roles, taken.role) },
    ...{ at: pick(organizations, taken.at).gid, endsOn: pick(ends, taken.ends) },
  };
  const { account, role, at, endsOn } = facts;
  const answer = await outcomeOf(actor, grantRole, { accountId: account, role, organizationId: at, endsOn });
  const expected = model.give(actor.gid, facts, answer);
  expect([taken, answer]).toEqual([taken, expected]);
}

test('after any grants and revocations, with and without their chains, those that hold are those of the naive model', async () => {
  let done = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40, size: 'max' }), async (steps) => {
      const place = await setting();
      for (const each of steps) await perform(place, each);
      const held = await place.tenant.rows<{ id: string }>(
        `select 'gid://sanlou/Grant/' || id as id, 'gid://sanlou/Grant/' || delegated_from as from
         from role_grant where revoked_at is null order by role_grant.id`,
      );
      expect(held).toEqual(place.model.holding());
      done += held.length;
    }),
    { numRuns: 25 },
  );
  expect(done).toBeGreaterThan(25 * 3);
});
