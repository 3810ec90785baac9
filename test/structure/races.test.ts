import type { TestOrganization } from '../setup/tenant';
import { World } from '../setup/world';
import { change, CREATE, DISSOLVE, MOVE } from '../features/organizations/operations';
import { allowNesting, structureFaults } from './integrity';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const rounds = Array.from({ length: 50 }, (_, round) => round);

/** Runs two acts at once, every other round the second one first; answers the code of each refusal, or `done`. */
async function race(round: number, acts: [() => ReturnType<typeof change>, () => ReturnType<typeof change>]) {
  const started = round % 2 ? [acts[1](), acts[0]()].reverse() : [acts[0](), acts[1]()];
  const answers = await Promise.all(started);
  return answers.map(({ userErrors }) => userErrors[0]?.code ?? 'done');
}

async function county() {
  const tenant = await world.tenant();
  await allowNesting(tenant);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  return { tenant, call };
}

test('of two contrary moves one is done, the other would create a cycle', async () => {
  const { tenant, call } = await county();
  const [a, b] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  for (const top of [a, b]) await tenant.add(await tenant.add(top));
  const move = (from: TestOrganization, to: TestOrganization) => () =>
    change(call, MOVE, { id: from.gid, newParentId: to.gid });

  for (const round of rounds) {
    const outcome = await race(round, [move(a, b), move(b, a)]);
    expect([...outcome].sort()).toEqual(['WOULD_CREATE_CYCLE', 'done']);
    expect(await structureFaults(world, tenant)).toEqual([]);
    expect((await move(outcome[0] === 'done' ? a : b, tenant.root)()).userErrors).toEqual([]);
  }
});

test('contrary moves deep within two subtrees never make a cycle', async () => {
  const { tenant, call } = await county();
  const [a, b] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const [inA, inB] = [await tenant.add(a, { level: 'STREET' }), await tenant.add(b, { level: 'STREET' })];
  const move = (from: TestOrganization, to: TestOrganization) => () =>
    change(call, MOVE, { id: from.gid, newParentId: to.gid });

  for (const round of rounds) {
    const outcome = await race(round, [move(a, inB), move(b, inA)]);
    expect([...outcome].sort()).toEqual(['WOULD_CREATE_CYCLE', 'done']);
    expect(await structureFaults(world, tenant)).toEqual([]);
    await move(outcome[0] === 'done' ? a : b, tenant.root)();
  }
});

test('nothing is created beneath what is being dissolved: one of the two comes first', async () => {
  const { tenant, call } = await county();
  for (const round of rounds) {
    const street = await tenant.add(tenant.root);
    const outcome = await race(round, [
      () => change(call, CREATE, { parentId: street.gid, level: 'COMMUNITY', name: 'child' }),
      () => change(call, DISSOLVE, { id: street.gid }),
    ]);
    expect([
      ['done', 'HAS_CHILDREN'],
      ['DISSOLVED', 'done'],
    ]).toContainEqual(outcome);
    expect(
      await tenant.rows(
        `select c.id from organization c join organization p on p.id = c.parent_id
         where p.dissolved_on is not null and c.dissolved_on is null`,
      ),
    ).toEqual([]);
  }
  expect(await structureFaults(world, tenant)).toEqual([]);
});

test('nothing moves beneath what is being dissolved', async () => {
  const { tenant, call } = await county();
  const home = await tenant.add(tenant.root);
  for (const round of rounds) {
    const [street, community] = [await tenant.add(tenant.root), await tenant.add(home)];
    const outcome = await race(round, [
      () => change(call, MOVE, { id: community.gid, newParentId: street.gid }),
      () => change(call, DISSOLVE, { id: street.gid }),
    ]);
    expect([
      ['done', 'HAS_CHILDREN'],
      ['DISSOLVED', 'done'],
    ]).toContainEqual(outcome);
  }
  expect(await structureFaults(world, tenant)).toEqual([]);
});

test('what is created beneath a moving organization moves with it', async () => {
  const { tenant, call } = await county();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const community = await tenant.add(east);
  for (const round of rounds) {
    const target = round % 4 < 2 ? west : east;
    const outcome = await race(round, [
      () => change(call, MOVE, { id: community.gid, newParentId: target.gid }),
      () => change(call, CREATE, { parentId: community.gid, level: 'BRANCH', name: `branch ${round}` }),
    ]);
    expect(outcome).toEqual(['done', 'done']);
    expect(await structureFaults(world, tenant)).toEqual([]);
  }
  expect(
    await call.ask(`query ($id: ID!) { organization(by: { id: $id }) { descendantCount } }`, { id: community.gid }),
  ).toEqual({ organization: { descendantCount: rounds.length } });
});

test('nobody becomes a member of what is being dissolved', async () => {
  const { tenant, call } = await county();
  const ASSIGN = `mutation ($input: AssignMembershipInput!) { assignMembership(input: $input) {
    organization: membership { id } userErrors { field code message } } }`;
  for (const round of rounds) {
    const street = await tenant.add(tenant.root);
    const person = await tenant.person(tenant.root);
    const input = { personId: person.gid, organizationId: street.gid, status: 'FULL', startedOn: '2020-01-01' };
    const outcome = await race(round, [
      () => change(call, ASSIGN, input),
      () => change(call, DISSOLVE, { id: street.gid }),
    ]);
    expect([
      ['done', 'HAS_ACTIVE_MEMBERSHIPS'],
      ['DISSOLVED', 'done'],
    ]).toContainEqual(outcome);
  }
});
