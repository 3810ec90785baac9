import fc from 'fast-check';
import type { Caller } from '../../setup/api';
import type { TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { allowNesting, structureFaults } from '../../structure/integrity';
import { act, DISSOLVE, historyFaults, MERGE, MOVE, RENAME, RESTORE, SPLIT, treeOf, UNDO } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const place = fc.nat({ max: 1_000 });
const days = fc.constantFrom('2020-06-10', '2020-06-20', '2020-06-30');
const sequence = fc.array(
  fc.record({
    kind: fc.constantFrom('rename', 'move', 'merge', 'found', 'split', 'dissolve', 'restore'),
    a: place,
    b: place,
    c: place,
    day: days,
  }),
  { minLength: 6, maxLength: 14, size: 'max' },
);

interface Known {
  organizations: { gid: string; id: string; parent: string; dissolved: boolean }[];
  memberships: { gid: string; at: string }[];
}

/** Organizations beneath the root, and memberships, as the database has them. */
async function known(tenant: TestTenant): Promise<Known> {
  const organizations = await tenant.rows<Known['organizations'][number]>(
    `select 'gid://sanlou/Organization/' || id as gid, id, parent_id as parent, dissolved_on is not null as dissolved
     from organization where parent_id is not null order by id`,
  );
  const memberships = await tenant.rows<Known['memberships'][number]>(
    `select 'gid://sanlou/Membership/' || id as gid, organization_id as at from membership where ended_on is null order by id`,
  );
  return { organizations, memberships };
}

async function perform(
  tenant: TestTenant,
  call: Caller,
  step: { kind: string; a: number; b: number; c: number; day: string },
) {
  const { organizations, memberships } = await known(tenant);
  const pick = (at: number) => organizations[at % organizations.length] as Known['organizations'][number];
  const [one, two, three] = [pick(step.a), pick(step.b), pick(step.c)];
  const at = { effectiveOn: step.day, reason: 'r' };
  const parts = [
    {
      name: 'part',
      childIds: organizations
        .filter(({ parent }) => parent === one.id)
        .slice(0, 1)
        .map(({ gid }) => gid),
      membershipIds: memberships
        .filter((each) => each.at === one.id)
        .slice(0, 1)
        .map(({ gid }) => gid),
    },
  ];
  const [operation, input] = {
    rename: [RENAME, { id: one.gid, name: `n${step.b}`, externalReference: step.c % 2 ? `r${step.c % 4}` : null }],
    move: [MOVE, { id: one.gid, newParentId: two.gid }],
    merge: [MERGE, { organizationIds: [one.gid, ...(step.c % 2 ? [three.gid] : [])], intoId: two.gid }],
    found: [MERGE, { organizationIds: [one.gid, two.gid], into: { name: 'new' } }],
    split: [SPLIT, { id: one.gid, parts }],
    dissolve: [DISSOLVE, { id: one.gid, membersToId: two.gid }],
    restore: [
      RESTORE,
      { id: (organizations.find(({ dissolved }) => dissolved) ?? one).gid, newParentId: step.c % 2 ? three.gid : null },
    ],
  }[step.kind] as [string, object];
  return act(call, operation, { ...input, ...at });
}

test('whatever is done can be undone from the last to the first, and then everything is as it was', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(sequence, async (steps) => {
      const tenant = await world.tenant();
      await allowNesting(tenant);
      for (const street of [await tenant.add(tenant.root), await tenant.add(tenant.root)]) {
        for (const community of [await tenant.add(street), await tenant.add(street)]) {
          await tenant.member({ in: community });
          await tenant.member({ in: community, startedOn: '2020-06-15', status: 'APPLICANT' });
          await tenant.member({ in: await tenant.add(community), endedOn: '2020-06-25' });
          await tenant.grid(community);
        }
      }
      const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
      const states: { id: string; before: string[] }[] = [];
      for (const step of steps) {
        const before = await treeOf(tenant);
        const { reorganization, userErrors } = await perform(tenant, call, step);
        const outcome = `${step.kind} ${userErrors[0]?.code ?? 'done'}`;
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
        if (reorganization) states.push({ id: reorganization.id, before });
        else expect(await treeOf(tenant)).toEqual(before);
        expect([step, await structureFaults(world, tenant), await historyFaults(tenant)]).toEqual([step, [], []]);
      }
      for (const { id, before } of states.toReversed()) {
        expect((await act(call, UNDO, { id })).userErrors).toEqual([]);
        const after = new Set(await treeOf(tenant));
        expect(before.filter((row) => !after.has(row))).toEqual([]);
        expect([await structureFaults(world, tenant), await historyFaults(tenant)]).toEqual([[], []]);
      }
    }),
    { numRuns: 25, seed: 20_200_630, endOnFailure: true },
  );
  for (const kind of ['rename', 'move', 'merge', 'found', 'split', 'dissolve', 'restore'])
    expect([kind, (seen.get(`${kind} done`) ?? 0) > 0]).toEqual([kind, true]);
}, 120_000);
