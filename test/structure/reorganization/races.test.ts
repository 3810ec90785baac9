import type { Caller } from '../../setup/api';
import type { TestOrganization, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { structureFaults } from '../integrity';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const rounds = Array.from({ length: 30 }, (_, round) => round);

interface Payload {
  reorganization?: { id: string } | null;
  membership?: { id: string } | null;
  userErrors: { code: string }[];
}

/** Runs a mutation and answers the code of its refusal, or `done`. */
async function outcome(call: Caller, name: string, input: object): Promise<string> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await call.send<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`,
    { input },
  );
  return errors?.[0]?.extensions.code ?? data?.[name]?.userErrors[0]?.code ?? 'done';
}

/** Runs acts at once, every other round in the opposite order. */
async function race(round: number, acts: (() => Promise<string>)[]): Promise<string[]> {
  const order = acts.map((_act, index) => index);
  if (round % 2) order.reverse();
  const answers = new Map<number, Promise<string>>();
  for (const index of order) answers.set(index, (acts[index] as () => Promise<string>)());
  return Promise.all(acts.map((_act, index) => answers.get(index) as Promise<string>));
}

async function county(): Promise<{ tenant: TestTenant; call: Caller; streets: TestOrganization[] }> {
  const tenant = await world.tenant();
  const streets = [await tenant.add(tenant.root), await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  return { tenant, call, streets };
}

/** Members that hold today by the organization that they are in, and those that are in one that no longer stands. */
async function members(tenant: TestTenant): Promise<{ active: number; lost: number; doubled: number }> {
  const [row] = await tenant.rows<{ active: number; lost: number; doubled: number }>(
    `select count(*)::int as active, count(*) filter (where o.dissolved_on is not null)::int as lost,
       (count(*) - count(distinct m.person_id))::int as doubled
     from membership m join organization o on o.tenant_id = m.tenant_id and o.id = m.organization_id
     where m.tenant_id = $1 and m.ended_on is null`,
    [tenant.id],
  );
  return row ?? { active: 0, lost: 0, doubled: 0 };
}

test('two communities are merged while each of them is moved: nobody is lost, and the tree stays a tree', async () => {
  const { tenant, call, streets } = await county();
  const [east, west, south] = streets as [TestOrganization, TestOrganization, TestOrganization];
  for (const round of rounds) {
    const [one, other] = [await tenant.add(east), await tenant.add(west)];
    for (const each of [one, other]) await tenant.member({ in: await tenant.add(each) });
    await tenant.member({ in: one });
    const outcomes = await race(round, [
      () => outcome(call, 'mergeOrganizations', { organizationIds: [one.gid], intoId: other.gid }),
      () => outcome(call, 'moveOrganization', { id: one.gid, newParentId: south.gid }),
      () => outcome(call, 'moveOrganization', { id: other.gid, newParentId: south.gid }),
    ]);
    expect([outcomes[0], outcomes[2]]).toEqual(['done', 'done']);
    expect(['done', 'DISSOLVED']).toContain(outcomes[1]);
    expect(await structureFaults(world, tenant)).toEqual([]);
    expect(await members(tenant)).toEqual({ active: 3 * (round + 1), lost: 0, doubled: 0 });
  }
});

test('a branch is split while members are assigned to it: each is in one place, and nothing is refused', async () => {
  const { tenant, call, streets } = await county();
  const community = await tenant.add(streets[0] as TestOrganization);
  for (const round of rounds) {
    const branch = await tenant.add(community);
    const going = await tenant.member({ in: branch });
    const person = await tenant.person(community);
    const outcomes = await race(round, [
      () =>
        outcome(call, 'splitOrganization', {
          id: branch.gid,
          parts: [{ name: `part ${round}`, membershipIds: [going.gid] }],
        }),
      () =>
        outcome(call, 'assignMembership', {
          ...{ personId: person.gid, organizationId: branch.gid, status: 'FULL', startedOn: '2020-01-01' },
        }),
    ]);
    expect(outcomes).toEqual(['done', 'done']);
    expect(await members(tenant)).toEqual({ active: 2 * (round + 1), lost: 0, doubled: 0 });
  }
  expect(await structureFaults(world, tenant)).toEqual([]);
});

test('nobody is assigned to what is being merged away: he comes first and goes along, or is refused', async () => {
  const { tenant, call, streets } = await county();
  const community = await tenant.add(streets[0] as TestOrganization);
  const target = await tenant.add(community);
  let assigned = 0;
  for (const round of rounds) {
    const source = await tenant.add(community);
    const person = await tenant.person(community);
    const [merged, joined] = await race(round, [
      () => outcome(call, 'mergeOrganizations', { organizationIds: [source.gid], intoId: target.gid }),
      () =>
        outcome(call, 'assignMembership', {
          ...{ personId: person.gid, organizationId: source.gid, status: 'FULL', startedOn: '2020-01-01' },
        }),
    ]);
    expect(merged).toBe('done');
    expect(['done', 'DISSOLVED']).toContain(joined);
    assigned += joined === 'done' ? 1 : 0;
    expect(await members(tenant)).toEqual({ active: assigned, lost: 0, doubled: 0 });
  }
  expect(await structureFaults(world, tenant)).toEqual([]);
});

test('a roster is sent while its organizations move: every row is written, where it says', async () => {
  const { tenant, call, streets } = await county();
  const [east, west] = streets as [TestOrganization, TestOrganization];
  const community = await tenant.add(east);
  const branches = [];
  for (let index = 0; index < 5; index += 1)
    branches.push(await tenant.add(community, { externalReference: `B${index}` }));
  for (const round of rounds) {
    const rows = branches.map((_branch, index) => ({
      ...{ personExternalReference: `P${round}-${index}`, personName: '张三' },
      ...{ organizationExternalReference: `B${index}`, status: 'FULL', startedOn: '2020-01-01' },
    }));
    const outcomes = await race(round, [
      () => outcome(call, 'assignMemberships', { rows, idempotencyKey: `roster ${round}` }),
      () => outcome(call, 'moveOrganization', { id: community.gid, newParentId: (round % 4 < 2 ? west : east).gid }),
    ]);
    expect(outcomes).toEqual(['done', 'done']);
    expect(await members(tenant)).toEqual({ active: 5 * (round + 1), lost: 0, doubled: 0 });
    expect(await structureFaults(world, tenant)).toEqual([]);
  }
});

test('of two plans that move the same community one after the other, or an undo beside a founding, none leaves half of itself', async () => {
  const { tenant, call, streets } = await county();
  const [east, west, south] = streets as [TestOrganization, TestOrganization, TestOrganization];
  const approver = (await tenant.actor({ role: 'ORGANIZER', at: tenant.root })).call;
  for (const round of rounds.slice(0, 15)) {
    const community = await tenant.add(east);
    const ids: string[] = [];
    for (const street of [west, south]) {
      const acts = [
        { move: { organization: community.gid, parent: street.gid } },
        { create: { parent: community.gid, level: 'BRANCH', name: `founded ${street.id}` } },
      ];
      const { draftReorganization } = await call.ask<{ draftReorganization: { reorganization: { id: string } } }>(
        `mutation ($input: DraftReorganizationInput!) { draftReorganization(input: $input) { reorganization { id } userErrors { code } } }`,
        { input: { organizationId: tenant.root.gid, name: 'plan', acts } },
      );
      const { id } = draftReorganization.reorganization;
      expect(await outcome(call, 'proposeReorganization', { id })).toBe('done');
      expect(await outcome(approver, 'approveReorganization', { id })).toBe('done');
      ids.push(id);
    }
    expect(
      await race(
        round,
        ids.map((id) => () => outcome(approver, 'applyReorganization', { id })),
      ),
    ).toEqual(['done', 'done']);
    expect(await structureFaults(world, tenant)).toEqual([]);

    const last = round % 2 ? 0 : 1;
    const [undone, created] = await race(round, [
      () => outcome(approver, 'undoReorganization', { id: ids[last] }),
      () => outcome(call, 'createOrganization', { parentId: community.gid, level: 'BRANCH', name: 'late' }),
    ]);
    expect(created).toBe('done');
    expect(['done', 'DEPENDENT']).toContain(undone);
    expect(await structureFaults(world, tenant)).toEqual([]);
    const [row] = await tenant.rows<{ standing: number }>(
      'select count(*)::int as standing from organization where parent_id = $1 and dissolved_on is null',
      [community.id],
    );
    expect(row).toEqual({ standing: undone === 'done' ? 2 : 3 });
  }
});
