import fc from 'fast-check';
import { permissions, rolePermissions, Role } from '../../../src/access/permission';
import type { TestOrganization, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { allowNesting } from '../../structure/integrity';
import { MOVE, perform } from '../reorganizations/operations';
import { noon } from './random-county';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: noon });
});
afterAll(() => world.close());

const number = fc.nat({ max: 1_000 });
const days = ['2020-06-05', '2020-06-10', '2020-06-15', '2020-06-20', '2020-06-25', '2020-06-30'];
const day = fc.integer({ min: 0, max: days.length - 1 });
const plans = fc.record({
  parents: fc.array(number, { minLength: 8, maxLength: 12, size: 'max' }),
  moves: fc.array(fc.record({ on: day, what: number, to: number }), { minLength: 2, maxLength: 5 }),
  grants: fc.array(
    fc.record({
      role: fc.constantFrom(...Object.values(Role)),
      at: number,
      starts: day,
      ends: fc.option(day),
      revoked: fc.option(day),
    }),
    { minLength: 2, maxLength: 4 },
  ),
  sight: number,
});
type Plan = typeof plans extends fc.Arbitrary<infer Value> ? Value : never;

interface Grant {
  role: Role;
  at: number;
  startsOn: string;
  endsOn: string | undefined;
  revokedOn: string | undefined;
}

/** The naive history: of each day the parent of every organization, all by their numbers; 0 is the root. */
class Model {
  readonly parents: Readonly<Record<string, (number | undefined)[]>>;
  readonly grants: Grant[] = [];

  constructor(parents: (number | undefined)[]) {
    this.parents = Object.fromEntries(days.map((each) => [each, [...parents]]));
  }

  above(on: string, at: number): number[] {
    const parent = this.parents[on]?.[at];
    return parent === undefined ? [at] : [at, ...this.above(on, parent)];
  }

  move(from: string, what: number, to: number): void {
    for (const each of days.filter((other) => other >= from)) (this.parents[each] ?? [])[what] = to;
  }

  held(on: string, at: number): string[] {
    const above = this.above(on, at);
    const holding = this.grants.filter(
      ({ at: place, startsOn, endsOn, revokedOn }) =>
        above.includes(place) && startsOn <= on && (!endsOn || endsOn > on) && (!revokedOn || revokedOn > on),
    );
    return permissions.filter((each) => holding.some(({ role }) => rolePermissions[role].includes(each)));
  }

  /** Each organization where a change begins, as a walk over all of them finds it. */
  differences(from: string, to: string, isSeen: (at: number) => boolean) {
    const all = [...(this.parents[to] ?? []).keys()];
    const changeOf = (at: number) => {
      const [before, after] = [this.held(from, at), this.held(to, at)];
      return {
        gained: after.filter((each) => !before.includes(each)),
        lost: before.filter((each) => !after.includes(each)),
      };
    };
    const keyOf = (at: number | undefined) =>
      at === undefined || !isSeen(at) ? 'out of sight' : JSON.stringify(changeOf(at));
    const begins = (at: number) => keyOf(at) !== keyOf(this.parents[to]?.[at]);
    const isChanged = (at: number) => keyOfChange(changeOf(at)) !== '';
    /** The first of those at and above it where something begins. */
    const startOf = (at: number) => this.above(to, at).find(begins);
    const nodes = all
      .filter((at) => isSeen(at) && isChanged(at) && begins(at))
      .map((at) => ({ at, organizations: all.filter((each) => startOf(each) === at).length, ...changeOf(at) }));
    return { nodes, isComplete: all.every((at) => isSeen(at) || !isChanged(at)) };
  }
}

const keyOfChange = ({ gained, lost }: { gained: string[]; lost: string[] }) => [...gained, ...lost].join();

async function build(plan: Plan) {
  const tenant = await world.tenant();
  await allowNesting(tenant);
  const organizations = [tenant.root];
  const parents: (number | undefined)[] = [undefined];
  for (const drawn of plan.parents) {
    const parent = drawn % organizations.length;
    parents.push(parent);
    organizations.push(await tenant.add(organizations[parent] as TestOrganization, { level: 'STREET' }));
  }
  const model = new Model(parents);
  await move(tenant, organizations, model, plan);
  const account = await tenant.actor([], tenant.root);
  for (const { role, at, starts, ends, revoked } of plan.grants) {
    const [place, startsOn = ''] = [at % organizations.length, days[starts]];
    const endsOn = ends !== null && ends > starts ? days[ends] : undefined;
    const revokedOn = revoked === null ? undefined : days[revoked];
    const { id } = await tenant.grant(account.id, {
      role,
      at: organizations[place] as TestOrganization,
      startsOn,
      endsOn,
    });
    if (revokedOn)
      await tenant.rows('update role_grant set revoked_at = $2 where id = $1', [id, `${revokedOn}T04:00:00Z`]);
    model.grants.push({ role, at: place, startsOn, endsOn, revokedOn });
  }
  return { tenant, organizations, model, account };
}

/** Moves by the API, back-dated, in the order of their days; what would make a circle on some day is left out. */
async function move(
  tenant: TestTenant,
  organizations: readonly TestOrganization[],
  model: Model,
  plan: Plan,
): Promise<void> {
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  for (const { on, what, to } of plan.moves.toSorted((left, right) => left.on - right.on)) {
    const [moved, parent, from = ''] = [1 + (what % (organizations.length - 1)), to % organizations.length, days[on]];
    const since = days.filter((each) => each >= from);
    if (since.some((each) => model.above(each, parent).includes(moved) || model.parents[each]?.[moved] === parent))
      continue;
    const [id, newParentId] = [organizations[moved]?.gid, organizations[parent]?.gid];
    await perform(call, MOVE, { id, newParentId, effectiveOn: from, reason: '调整' });
    model.move(from, moved, parent);
  }
}

const DIFF = `query ($id: ID!, $from: Date!, $to: Date!) { accessDiff(accountId: $id, from: $from, to: $to, first: 100) {
  totalCount isComplete nodes { organization { id } organizations gained lost } } }`;
interface Diff {
  accessDiff: {
    totalCount: number;
    isComplete: boolean;
    nodes: { organization: { id: string }; organizations: number; gained: string[]; lost: string[] }[];
  };
}
const named = (held: readonly string[]) => held.map((each) => each.toUpperCase().replace(':', '_'));

test('between any two days of a history of moves, the changes are those that a walk over the whole tree finds', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const { tenant, organizations, model, account } = await build(plan);
      const sight = plan.sight % organizations.length;
      const whole = await tenant.actor({ role: 'AUDITOR', at: tenant.root });
      const partial = await tenant.actor([{ role: 'AUDITOR', at: organizations[sight] as TestOrganization }]);
      // Whoever sees a part only may ask where the account belongs there.
      const last = days.at(-1) ?? '';
      for (const { call, top } of [
        { call: whole.call, top: 0 },
        { call: partial.call, top: sight },
      ]) {
        await tenant.rows('update account set organization_id = $2 where id = $1', [
          account.id,
          organizations[top]?.id,
        ]);
        for (const from of days) {
          for (const to of days.filter((each) => each > from)) {
            const { accessDiff } = await call.ask<Diff>(DIFF, { id: account.gid, from, to });
            const wanted = model.differences(from, to, (at) => model.above(last, at).includes(top));
            const nodes = wanted.nodes.map(({ at, organizations: count, gained, lost }) => ({
              organization: { id: organizations[at]?.gid ?? '' },
              ...{ organizations: count, gained: named(gained), lost: named(lost) },
            }));
            const byId = (left: { organization: { id: string } }, right: { organization: { id: string } }) =>
              left.organization.id < right.organization.id ? -1 : 1;
            expect([from, to, accessDiff.isComplete, accessDiff.totalCount]).toEqual([
              from,
              to,
              wanted.isComplete,
              nodes.length,
            ]);
            expect(accessDiff.nodes.toSorted(byId)).toEqual(nodes.toSorted(byId));
            found += nodes.length;
          }
        }
      }
    }),
    { numRuns: 6, endOnFailure: true },
  );
  expect(found).toBeGreaterThan(10);
}, 180_000);
