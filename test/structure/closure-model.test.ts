import fc from 'fast-check';
import type { Caller } from '../setup/api';
import type { TestTenant } from '../setup/tenant';
import { World } from '../setup/world';
import { change, CREATE, DISSOLVE, MOVE } from '../features/organizations/operations';
import { allowNesting, structureFaults } from './integrity';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const levels = ['COUNTY', 'STREET', 'COMMUNITY', 'BRANCH'];

interface Node {
  id: string;
  rank: number;
  parent: Node | undefined;
  dissolved: boolean;
}

/** The naive tree: parents only, walked whenever something is asked. */
class Model {
  readonly nodes: Node[];

  constructor(rootId: string) {
    this.nodes = [{ id: rootId, rank: 0, parent: undefined, dissolved: false }];
  }

  ancestors(node: Node): Node[] {
    return node.parent ? [...this.ancestors(node.parent), node.parent] : [];
  }

  children(node: Node): Node[] {
    return this.nodes.filter(({ parent, dissolved }) => parent === node && !dissolved);
  }

  descendantCount(node: Node): number {
    return this.nodes.filter((each) => !each.dissolved && this.ancestors(each).includes(node)).length;
  }

  /** What the API is to answer; undefined when it is to be done. */
  refusal(act: Act): string | undefined {
    const target = this.pick(act.target);
    if (act.kind === 'create') {
      if (target.dissolved) return 'DISSOLVED';
      return mayStand(act.rank, target) ? undefined : 'LEVEL_NOT_ALLOWED';
    }
    if (!target.parent) return 'FORBIDDEN';
    if (target.dissolved) return 'DISSOLVED';
    if (act.kind === 'dissolve') return this.children(target).length ? 'HAS_CHILDREN' : undefined;
    const parent = this.pick(act.parent);
    if (parent.dissolved) return 'DISSOLVED';
    if (parent === target || this.ancestors(parent).includes(target)) return 'WOULD_CREATE_CYCLE';
    return mayStand(target.rank, parent) ? undefined : 'LEVEL_NOT_ALLOWED';
  }

  pick(place: number): Node {
    return this.nodes[place % this.nodes.length] as Node;
  }
}

/** One level further down, or beside where the level nests. */
const mayStand = (rank: number, parent: Node) => rank === parent.rank + 1 || (rank === parent.rank && parent.rank > 0);

type Act =
  | { kind: 'create'; target: number; rank: number }
  | { kind: 'move'; target: number; parent: number }
  | { kind: 'dissolve'; target: number };

const place = fc.nat({ max: 1_000 });
const acts = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('create' as const),
        target: place,
        rank: fc.integer({ min: 1, max: 3 }),
      }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('move' as const), target: place, parent: place }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('dissolve' as const), target: place }) },
  ),
  { minLength: 10, maxLength: 40, size: 'max' },
);

async function perform(call: Caller, model: Model, act: Act): Promise<string | undefined> {
  const target = model.pick(act.target);
  const [mutation, input] =
    act.kind === 'create'
      ? [CREATE, { parentId: target.id, level: levels[act.rank], name: `n${model.nodes.length}` }]
      : act.kind === 'move'
        ? [MOVE, { id: target.id, newParentId: model.pick(act.parent).id }]
        : [DISSOLVE, { id: target.id }];
  const { data, errors } = await call.send<Record<string, Awaited<ReturnType<typeof change>>>>(mutation, { input });
  if (errors) return errors[0]?.extensions.code;
  const payload = Object.values(data ?? {})[0];
  if (payload?.userErrors.length) return payload.userErrors[0]?.code;
  if (act.kind === 'create') {
    model.nodes.push({ id: payload?.organization.id ?? '', rank: act.rank, parent: target, dissolved: false });
  }
  if (act.kind === 'move') target.parent = model.pick(act.parent);
  if (act.kind === 'dissolve') target.dissolved = true;
  return undefined;
}

/** What the API reads of every node, in the form in which the model is asked below. */
async function read(call: Caller, model: Model): Promise<object[]> {
  const { nodes } = await call.ask<{
    nodes: {
      id: string;
      depth: number;
      descendantCount: number;
      children: { id: string }[];
      ancestors: { id: string }[];
    }[];
  }>(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Organization { depth descendantCount children { id } ancestors { id } } } }`,
    { ids: model.nodes.map(({ id }) => id) },
  );
  return nodes.map((node) => ({
    ...{ id: node.id, depth: node.depth, descendantCount: node.descendantCount },
    ancestors: node.ancestors.map(({ id }) => id),
    children: node.children.map(({ id }) => id).sort(),
  }));
}

const expected = (model: Model) =>
  model.nodes.map((node) => ({
    ...{ id: node.id, depth: model.ancestors(node).length, descendantCount: model.descendantCount(node) },
    ancestors: model.ancestors(node).map(({ id }) => id),
    children: model
      .children(node)
      .map(({ id }) => id)
      .sort(),
  }));

async function nestingTenant(): Promise<{ tenant: TestTenant; call: Caller }> {
  const tenant = await world.tenant();
  await allowNesting(tenant);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  return { tenant, call };
}

test('whatever is created, moved and dissolved, the tree is what a naive model of it says', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(acts, async (sequence) => {
      const { tenant, call } = await nestingTenant();
      const model = new Model(tenant.root.gid);
      for (const act of sequence) {
        const refusal = model.refusal(act);
        expect([act, await perform(call, model, act)]).toEqual([act, refusal]);
        const outcome = `${act.kind} ${refusal ?? 'done'}`;
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      }
      expect(await structureFaults(world, tenant)).toEqual([]);
      expect(await read(call, model)).toEqual(expected(model));
    }),
    { numRuns: 50, seed: 20_200_630, endOnFailure: false },
  );

  // Not vacuous: everything that may happen did happen.
  expect([...seen.keys()].sort()).toEqual(
    [
      ...['create DISSOLVED', 'create LEVEL_NOT_ALLOWED', 'create done'],
      ...['dissolve DISSOLVED', 'dissolve FORBIDDEN', 'dissolve HAS_CHILDREN', 'dissolve done'],
      ...['move DISSOLVED', 'move FORBIDDEN', 'move LEVEL_NOT_ALLOWED', 'move WOULD_CREATE_CYCLE', 'move done'],
    ].sort(),
  );
}, 60_000);

test('a fault of the closure is found when there is one', async () => {
  const { tenant, call } = await nestingTenant();
  const { organization } = await change(call, CREATE, { parentId: tenant.root.gid, level: 'STREET', name: 'street' });
  const id = organization.id.split('/').at(-1) ?? '';
  const path = `${tenant.root.id}/${id}`;
  expect(await structureFaults(world, tenant)).toEqual([]);

  await tenant.rows('delete from organization_closure where ancestor_id = $1 and depth > 0', [tenant.root.id]);
  await tenant.rows('update organization set depth = 2 where id = $1', [id]);
  expect(await structureFaults(world, tenant)).toEqual([
    { name: 'closure by the parents', fault: `organization ${id} lacks the row of ${tenant.root.id}, 1 above` },
    {
      name: 'paths and depths by the parents',
      fault: `organization ${id} has path ${path} and depth 2, not ${path} and 1`,
    },
    { name: 'today by the history', fault: `organization ${id} differs from its last version in depth` },
  ]);
});
