import fc from 'fast-check';
import type { Caller } from '../../setup/api';
import type { TestOrganization, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { allowNesting, structureFaults } from '../integrity';
import { Driver } from './driver';
import { Model } from './model';

let now = new Date('2020-06-30T04:00:00Z');
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => now });
});
afterAll(() => world.close());

const dayMs = 86_400_000;
const today = () => now.toISOString().slice(0, 10);
const dayAt = (offset: number) => new Date(now.getTime() + offset * dayMs).toISOString().slice(0, 10);

const command = fc.record({
  kind: fc.constantFrom(
    ...(['create', 'rename', 'move', 'move', 'merge', 'split', 'dissolve', 'restore'] as const),
    ...(['plan', 'plan', 'undo', 'undo', 'pair', 'wait'] as const),
  ),
  one: fc.nat(1_000),
  two: fc.nat(1_000),
  three: fc.nat(1_000),
  offset: fc.constantFrom(0, 0, 0, 0, -1, -3, -8, 2, 5),
});
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

async function county() {
  const tenant = await world.tenant();
  await allowNesting(tenant);
  const first: TestOrganization[] = [tenant.root];
  for (let index = 0; index < 3; index += 1) first.push(await tenant.add(tenant.root));
  for (const street of first.slice(1)) for (let index = 0; index < 2; index += 1) first.push(await tenant.add(street));
  const model = new Model(first.map((each) => ({ id: each.gid, name: each.name, parent: parentOf(each) })));
  for (const [index, at] of first.slice(1).entries()) {
    const startedOn = index % 3 === 2 ? '2020-06-25' : '2019-07-01';
    const member = await tenant.member({ in: at, startedOn });
    model.memberships.push({ id: member.gid, organization: at.gid, startedOn });
  }
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const approver = (await tenant.actor({ role: 'ORGANIZER', at: tenant.root })).call;
  const clock = { day: today, advance: (days: number) => (now = new Date(now.getTime() + days * dayMs)) };
  return { tenant, call, model, driver: new Driver(world, tenant, call, approver, model, clock) };
}

function parentOf({ path }: TestOrganization): string | null {
  const above = path.split('/').at(-2);
  return above === undefined ? null : `gid://sanlou/Organization/${above}`;
}

/** An act of one kind on random organizations, as a mutation, as an act of a plan, and as the model keeps it. */
function actOf(
  kind: string,
  { one, two, three }: Command,
  { model, driver }: Pick<Awaited<ReturnType<typeof county>>, 'model' | 'driver'>,
) {
  const state = model.on('2999-01-01');
  const ids = [...state.parents.keys()];
  const id = ids[one % ids.length] ?? '';
  const other = ids[two % ids.length] ?? '';
  const name = driver.name();
  switch (kind) {
    case 'rename':
      return {
        mutation: 'renameOrganization',
        input: { id, name },
        act: { rename: { organization: id, name } },
        entry: { kind: 'rename' as const, id, name },
      };
    case 'merge': {
      const same = ids.filter((each) => state.parents.get(each) !== null && each !== other);
      const merged = [...new Set([id, ...(three % 3 === 0 ? [same[three % same.length] ?? id] : [])])];
      return {
        ...{ mutation: 'mergeOrganizations', input: { organizationIds: merged, intoId: other } },
        ...{
          act: { merge: { organizations: merged, into: other } },
          entry: { kind: 'merge' as const, ids: merged, into: other },
        },
      };
    }
    case 'split': {
      const children = ids
        .filter((each) => state.parents.get(each) === id && !state.dissolved.has(each))
        .slice(0, three % 3);
      const memberships = [...state.members]
        .filter(([, place]) => place === id)
        .map(([each]) => each)
        .slice(0, two % 2);
      return {
        ...{
          mutation: 'splitOrganization',
          input: { id, parts: [{ name, childIds: children, membershipIds: memberships }] },
        },
        act: { split: { organization: id, parts: [{ name, children, memberships }] } },
        entry: { kind: 'split' as const, id, part: '', parent: '', name, children, memberships },
      };
    }
    case 'dissolve': {
      const membersTo = three % 2 ? other : undefined;
      return {
        ...{ mutation: 'dissolveOrganization', input: { id, membersToId: membersTo } },
        ...{ act: { dissolve: { organization: id, membersTo } }, entry: { kind: 'dissolve' as const, id, membersTo } },
      };
    }
    case 'restore': {
      const gone = [...state.dissolved];
      const back = gone[one % Math.max(1, gone.length)] ?? id;
      return {
        mutation: 'restoreOrganization',
        input: { id: back },
        act: { restore: { organization: back } },
        entry: { kind: 'restore' as const, id: back },
      };
    }
    default:
      return {
        mutation: 'moveOrganization',
        input: { id, newParentId: other },
        act: { move: { organization: id, parent: other } },
        entry: { kind: 'move' as const, id, parent: other },
      };
  }
}

const planned = ['move', 'rename', 'merge', 'split', 'dissolve', 'restore'];

async function perform(command: Command, ground: Awaited<ReturnType<typeof county>>): Promise<void> {
  const { driver, model, tenant } = ground;
  const day = dayAt(command.offset);
  const again = { ...command, one: command.two, two: command.three, three: command.one };
  switch (command.kind) {
    case 'create': {
      const standing = [...model.on('2999-01-01').parents.keys()];
      const level = ['STREET', 'COMMUNITY', 'BRANCH'][command.two % 3] ?? '';
      return driver.create(standing[command.one % standing.length] ?? '', level, command.offset > 0 ? today() : day);
    }
    case 'plan': {
      const kinds = [planned[command.one % planned.length], planned[command.two % planned.length]] as string[];
      const before = await treeRows(tenant);
      const id = await driver.plan([actOf(kinds[0] ?? '', command, ground), actOf(kinds[1] ?? '', again, ground)], day);
      // Every other plan is undone at once: then every row of the tree is again what it was.
      if (!id || command.three % 2) return;
      expect(await driver.undo(0)).toBe(true);
      const after = await treeRows(tenant);
      expect(after.filter((row) => before.includes(row))).toEqual(before);
      return;
    }
    case 'undo':
      await driver.undo(command.one % 4);
      return;
    case 'wait':
      return driver.wait(1 + (command.one % 4));
    case 'pair':
      return driver.direct(
        [actOf('move', command, ground), actOf(planned[command.three % 5] ?? '', again, ground)],
        today(),
      );
    default:
      return driver.direct([actOf(command.kind, command, ground)], day);
  }
}

/** The rows of the tree's tables as text, those that a plan founded and took back left out. */
async function treeRows(tenant: TestTenant): Promise<string[]> {
  const rows = await tenant.rows<{ row: string }>(
    `select o::text as row from organization o where o.tenant_id = $1
     union all select c::text from organization_closure c where c.tenant_id = $1 order by 1`,
    [tenant.id],
  );
  return rows.map(({ row }) => row);
}

const TREE = `query ($id: ID!, $day: Date) { organization(by: { id: $id }, asOf: $day) {
  counts { organizations members } descendants(first: 100) { totalCount nodes { id name parent { id } counts { members } } } } }`;

interface TreeNode {
  id: string;
  name: string;
  parent: { id: string };
  counts: { members: number };
}

async function read(call: Caller, root: string, day: string | null): Promise<object> {
  const { organization } = await call.ask<{
    organization: { counts: object; descendants: { totalCount: number; nodes: TreeNode[] } };
  }>(TREE, { id: root, day });
  return {
    counts: organization.counts,
    nodes: organization.descendants.nodes
      .map(({ id, name, parent, counts }) => [id, name, parent.id, counts.members])
      .sort(),
  };
}

function expected(model: Model, root: string, day: string): object {
  const state = model.on(day);
  const members = (id: string) => {
    const beneath = new Set(model.subtree(state, id));
    return [...state.members.values()].filter((place) => beneath.has(place)).length;
  };
  const standing = model.subtree(state, root);
  return {
    counts: { organizations: standing.length, members: members(root) },
    nodes: standing
      .filter((id) => id !== root)
      .map((id) => [id, state.names.get(id), state.parents.get(id), members(id)])
      .sort(),
  };
}

test('whatever is done, on any day, by plans and undone, the tree of every day is what a naive replay says', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { minLength: 12, maxLength: 28, size: 'max' }),
      fc.nat(30),
      async (commands, back) => {
        now = new Date('2020-06-30T04:00:00Z');
        const ground = await county();
        const { tenant, call, model, driver } = ground;
        for (const each of commands) {
          await perform(each, ground);
          expect([each.kind, await structureFaults(world, tenant)]).toEqual([each.kind, []]);
          expect([each, await read(call, tenant.root.gid, null)]).toEqual([
            each,
            expected(model, tenant.root.gid, today()),
          ]);
        }
        for (const day of [dayAt(-back), dayAt(-(back % 7)), dayAt(-1), today()]) {
          expect([day, await read(call, tenant.root.gid, day)]).toEqual([day, expected(model, tenant.root.gid, day)]);
        }
        for (const [outcome, count] of driver.seen) seen.set(outcome, (seen.get(outcome) ?? 0) + count);
      },
    ),
    { numRuns: Number(process.env.SANLOU_TEST_RUNS ?? 25), seed: 20_200_630, endOnFailure: true },
  );
  // Not vacuous: everything that may happen did happen.
  const done = [...seen.keys()].filter((outcome) => /done$|APPLIED$/.test(outcome)).sort();
  expect(done).toEqual(
    expect.arrayContaining(['create done', 'plan done', 'undo done', 'due APPLIED', 'move past done']),
  );
  for (const kind of planned) expect(done).toContain(`${kind} today done`);
}, 240_000);
