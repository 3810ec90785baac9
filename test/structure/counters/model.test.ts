import fc from 'fast-check';
import type { Caller } from '../../setup/api';
import type { TestOrganization, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { allowNesting, structureFaults } from '../integrity';
import { Acts } from './acts';
import { countNaively, readFacts, type Figures } from './naive-counts';

let now = new Date('2020-06-30T04:00:00Z');
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => now });
});
afterAll(() => world.close());

const dayMs = 86_400_000;
const dayAt = (offset: number) => new Date(now.getTime() + offset * dayMs).toISOString().slice(0, 10);

const kinds = [
  ...['create', 'move', 'move', 'move', 'merge', 'split', 'dissolve', 'restore', 'plan', 'plan', 'undo', 'undo'],
  ...['assign', 'assign', 'assign', 'end', 'status', 'reassign', 'roster', 'grid', 'wait', 'fold', 'fold', 'fold'],
] as const;

const command = fc.record({
  kind: fc.constantFrom(...kinds),
  one: fc.nat(1_000),
  two: fc.nat(1_000),
  three: fc.nat(1_000),
  offset: fc.constantFrom(-400, -30, -8, -3, -1, 0, 0, 0, 1, 2, 5),
});
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

async function county() {
  const tenant = await world.tenant();
  await allowNesting(tenant);
  const first: TestOrganization[] = [];
  for (let made = 0; made < 3; made += 1) first.push(await tenant.add(tenant.root, { externalReference: `S${made}` }));
  for (const street of [...first])
    for (let made = 0; made < 2; made += 1)
      first.push(await tenant.add(street, { externalReference: `S${first.length}` }));
  for (const at of first) await tenant.member({ in: at });
  await tenant.grid(first[3] as TestOrganization);
  const [one, other] = [
    await tenant.actor({ role: 'ORGANIZER', at: tenant.root }),
    await tenant.actor({ role: 'ORGANIZER', at: tenant.root }),
  ];
  return { tenant, call: one.call, acts: new Acts(tenant, one.call, other.call) };
}

async function perform({ kind, one, two, three, offset }: Command, tenant: TestTenant, acts: Acts): Promise<void> {
  const id = await acts.pick('Organization', one);
  const other = await acts.pick('Organization', two);
  const day = { effectiveOn: dayAt(Math.min(0, offset)), reason: 'r' };
  const membershipId = await acts.pick('Membership', one);
  switch (kind) {
    case 'create': {
      const level = ['STREET', 'COMMUNITY', 'BRANCH'][three % 3];
      await acts.do('createOrganization', { parentId: other, level, name: acts.name() });
      return;
    }
    case 'move':
      await acts.do('moveOrganization', { id, newParentId: three % 4 ? other : tenant.root.gid, ...day });
      return;
    case 'merge':
      await acts.do('mergeOrganizations', { organizationIds: [id], intoId: other, ...day });
      return;
    case 'split':
      await acts.do('splitOrganization', { id, parts: [await part(tenant, id, acts.name(), three)], ...day });
      return;
    case 'dissolve':
      await acts.do('dissolveOrganization', { id, membersToId: three % 2 ? other : undefined, ...day });
      return;
    case 'restore': {
      const [gone] = await tenant.rows<{ id: string }>(
        'select id from organization where dissolved_on is not null limit 1',
      );
      if (gone) await acts.do('restoreOrganization', { id: `gid://sanlou/Organization/${gone.id}`, ...day });
      return;
    }
    case 'plan': {
      const third = await acts.pick('Organization', three);
      const choices = [
        { move: { organization: id, parent: other } },
        { move: { organization: other, parent: three % 2 ? third : tenant.root.gid } },
        { merge: { organizations: [other], into: third } },
        { dissolve: { organization: third, membersTo: id } },
      ];
      // Several moves of one transaction, nested in each other where they may be.
      await acts.plan(
        [
          choices[0],
          choices[1 + (one % 3)],
          { create: { parent: id, level: 'BRANCH', name: acts.name() } },
        ] as object[],
        day.effectiveOn,
      );
      return;
    }
    case 'undo':
      return acts.undo(one);
    case 'assign': {
      const { gid } = await tenant.person(tenant.root);
      const status = ['FULL', 'PROBATIONARY', 'APPLICANT', 'ACTIVIST'][three % 4];
      await acts.do('assignMembership', { personId: gid, organizationId: id, status, startedOn: dayAt(offset) });
      return;
    }
    case 'end':
      await acts.do('endMembership', { membershipId, endedOn: dayAt(offset), reason: 'LEFT' });
      return;
    case 'status':
      await acts.do('changeMembershipStatus', {
        membershipId,
        status: three % 2 ? 'FULL' : 'PROBATIONARY',
        effectiveOn: dayAt(Math.min(0, offset)),
      });
      return;
    case 'reassign':
      await acts.do('reassignMembership', { membershipId, organizationId: other, effectiveOn: dayAt(offset) });
      return;
    case 'roster': {
      const rows = [0, 1, 2].map((row) => ({
        ...{
          personExternalReference: `P${(three + row) % 7}`,
          personName: '张三',
          organizationExternalReference: `S${(row % 2 ? one : two) % 9}`,
        },
        ...{ status: 'PROBATIONARY', startedOn: dayAt(offset) },
      }));
      await acts.do('assignMemberships', { rows, idempotencyKey: acts.name() });
      return;
    }
    case 'grid': {
      const [at] = await tenant.rows<TestOrganization>(
        'select id from organization where dissolved_on is null and depth > 0 order by id offset $1 limit 1',
        [three % 5],
      );
      if (at) await tenant.grid(at);
      return;
    }
    case 'wait':
      now = new Date(now.getTime() + (1 + (three % 3)) * dayMs);
      await world.applyDue();
      return;
    case 'fold':
      // Only some of what waits, or all of it.
      await world.owner.query('select fold_counts($1, $2, $3)', [tenant.id, now, 1 + (three % 3) * 20]);
      return;
  }
}

async function part(tenant: TestTenant, gid: string, name: string, three: number): Promise<object> {
  const id = gid.split('/').at(-1);
  const children = await tenant.rows<{ id: string }>(
    'select id from organization where parent_id = $1 and dissolved_on is null order by id limit $2',
    [id, three % 3],
  );
  const members = await tenant.rows<{ id: string }>(
    'select id from membership where organization_id = $1 and ended_on is null order by id limit $2',
    [id, three % 2],
  );
  return {
    ...{ name, childIds: children.map((each) => `gid://sanlou/Organization/${each.id}`) },
    membershipIds: members.map((each) => `gid://sanlou/Membership/${each.id}`),
  };
}

const FIGURES = 'organizations grids fullMembers probationaryMembers applicants';
const COUNTS = `query ($ids: [ID!]!, $root: ID!) {
  nodes(ids: $ids) { ... on Organization { id isDissolved: dissolvedOn descendantCount counts { ${FIGURES} } } }
  organization(by: { id: $root }) { breakdown(level: "COMMUNITY") {
    rows { organization { id } counts { ${FIGURES} } } total { ${FIGURES} } } } }`;

interface Answer {
  nodes: { id: string; isDissolved: string | null; descendantCount: number; counts: Figures }[];
  organization: { breakdown: { rows: { organization: { id: string }; counts: Figures }[]; total: Figures } };
}

/** Every organization is counted through the API as a naive count finds it. */
async function compare(tenant: TestTenant, call: Caller, what: unknown): Promise<void> {
  const expected = countNaively(await readFacts(tenant), dayAt(0));
  const gidOf = (id: string) => `gid://sanlou/Organization/${id}`;
  const { nodes, organization } = await call.ask<Answer>(COUNTS, {
    ids: [...expected.keys()].map(gidOf),
    root: tenant.root.gid,
  });
  expect([what, nodes.map(({ id, counts }) => [id, counts])]).toEqual([
    what,
    [...expected].map(([id, figures]) => [gidOf(id), figures]),
  ]);
  for (const { descendantCount, isDissolved, counts } of nodes)
    expect(descendantCount).toBe(counts.organizations - (isDissolved === null ? 1 : 0));
  const byGid = new Map(nodes.map(({ id, counts }) => [id, counts]));
  const { rows, total } = organization.breakdown;
  for (const row of rows) expect(row.counts).toEqual(byGid.get(row.organization.id));
  expect(total).toEqual(byGid.get(tenant.root.gid));
}

const countsOnTheFly = (statement: string) => statement.includes('with place as materialized');

test('whatever is done and whenever it is folded, every organization counts what a naive count finds, on every day', async () => {
  const seen = new Map<string, number>();
  let before = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 20, maxLength: 40, size: 'max' }), async (commands) => {
      now = new Date('2020-06-30T04:00:00Z');
      const { tenant, call, acts } = await county();
      for (const each of commands) {
        await perform(each, tenant, acts);
        world.statements.length = 0;
        await compare(tenant, call, each);
        // Nothing was counted on the fly.
        expect(world.statements.filter(countsOnTheFly)).toEqual([]);
        expect([each, await structureFaults(world, tenant)]).toEqual([each, []]);
        if (each.three % 5) continue;
        // A day that the counters may be past, as on a clock that is behind.
        now = new Date(now.getTime() - 2 * dayMs);
        world.statements.length = 0;
        await compare(tenant, call, [each, 'two days before']);
        before += world.statements.some(countsOnTheFly) ? 1 : 0;
        now = new Date(now.getTime() + 2 * dayMs);
      }
      for (const [outcome, count] of acts.seen) seen.set(outcome, (seen.get(outcome) ?? 0) + count);
    }),
    { numRuns: Number(process.env.SANLOU_TEST_RUNS ?? 12), seed: 20_200_701, endOnFailure: true },
  );
  if (process.env.SANLOU_TEST_RUNS) return;
  // Not vacuous: everything that may happen did happen.
  expect([...seen.keys()].filter((outcome) => outcome.endsWith(' done'))).toEqual(
    expect.arrayContaining(
      [
        'createOrganization',
        'moveOrganization',
        'mergeOrganizations',
        'splitOrganization',
        'dissolveOrganization',
        'restoreOrganization',
        'applyReorganization',
        'undoReorganization',
        'assignMembership',
        'endMembership',
        'changeMembershipStatus',
        'reassignMembership',
        'assignMemberships',
      ].map((name) => `${name} done`),
    ),
  );
  expect(before).toBeGreaterThan(5);
}, 240_000);
