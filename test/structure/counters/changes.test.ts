import type { Caller } from '../../setup/api';
import { holding, waiting } from '../../setup/locks';
import type { TestOrganization, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { structureFaults } from '../integrity';
import { outcomeOf } from './outcome';

let now = new Date('2020-06-30T04:00:00Z');
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => now, lockTimeout: 300 });
});
beforeEach(() => (now = new Date('2020-06-30T04:00:00Z')));
afterAll(() => world.close());

async function county() {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  return { tenant, east, west, call };
}

/** Organizations, grids, full members, members on probation and applicants of each, through the API. */
async function counts(call: Caller, ...organizations: TestOrganization[]): Promise<number[][]> {
  const { nodes } = await call.ask<{ nodes: { counts: Record<string, number> }[] }>(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization { counts { organizations grids fullMembers probationaryMembers applicants } } } }',
    { ids: organizations.map(({ gid }) => gid) },
  );
  return nodes.map((node) => Object.values(node.counts));
}

/** The changes that wait, oldest first: where, from when, and by how much. */
async function waitingChanges(tenant: TestTenant): Promise<unknown[][]> {
  const rows = await tenant.rows<object>(
    `select organization_id as id, counts_from::text, organizations, grids, full_members, probationary, applicants from count_delta order by id, counts_from`,
  );
  return rows.map((row) => Object.values(row));
}

const fold = ({ id }: TestTenant) =>
  world.pool
    .query<{ fold_counts: number }>('select fold_counts($1, $2, 5000)', [id, now])
    .then(({ rows }) => rows[0]?.fold_counts);

const ended = "ended_on = '2020-07-02', end_reason = 'LEFT'";

test('a change is a row or two at its own organization; what cancels out, and what counts nothing, leaves none', async () => {
  const { tenant, east, west } = await county();
  await world.foldCounts();
  const { id, person } = await tenant.member({ in: east, status: 'PROBATIONARY' });
  const changes = async (statement: string) => {
    await world.foldCounts();
    await tenant.rows(statement);
    return waitingChanges(tenant);
  };
  const at = (of: TestOrganization) => [of.id];
  expect(await waitingChanges(tenant)).toEqual([[...at(east), '2019-07-01', 0, 0, 0, 1, 0]]);
  const update = (set: string) => changes(`update membership set ${set} where id = ${id}`);
  expect(await update("version = 2, external_reference = 'r'")).toEqual([]);
  expect(await update("status = 'FULL'")).toEqual([[...at(east), '2019-07-01', 0, 0, 1, -1, 0]]);
  expect(await update(ended)).toEqual([[...at(east), '2020-07-02', 0, 0, -1, 0, 0]]);
  // The end is to come and waits on.
  expect(await update(`organization_id = ${west.id}`)).toEqual([
    [...at(east), '2019-07-01', 0, 0, -1, 0, 0],
    [...at(east), '2020-07-02', 0, 0, -1, 0, 0],
    [...at(east), '2020-07-02', 0, 0, 1, 0, 0],
    [...at(west), '2019-07-01', 0, 0, 1, 0, 0],
    [...at(west), '2020-07-02', 0, 0, -1, 0, 0],
  ]);
  expect((await changes(`update person set name = '李四' where id = ${person.id}`)).map(([, from]) => from)).toEqual([
    '2020-07-02',
    '2020-07-02',
    '2020-07-02',
  ]);
  expect(await changes(`update organization set name = 'other', sort_order = 3 where id = ${west.id}`)).toHaveLength(3);
});

test('a membership counts from its first day on and no more from its last, and nothing has to run for that', async () => {
  const { tenant, east, call } = await county();
  await tenant.member({ in: east, startedOn: '2020-07-01', endedOn: '2020-07-03' });
  const seen: number[] = [];
  for (const day of ['2020-06-30', '2020-07-01', '2020-07-02', '2020-07-03']) {
    now = new Date(`${day}T04:00:00Z`);
    seen.push(((await counts(call, tenant.root))[0] as number[])[2] as number);
    await world.foldCounts();
    seen.push(((await counts(call, tenant.root))[0] as number[])[2] as number);
  }
  expect(seen).toEqual([0, 0, 1, 1, 1, 1, 0, 0]);
  expect(await waitingChanges(tenant)).toEqual([]);
});

test.each([
  ['waits', false],
  ['is folded', true],
])(
  'what is of a dissolved organization counts again once it exists again, where its count %s',
  async (_name, folds) => {
    const { tenant, east, west, call } = await county();
    const settle = async () => void (folds && (await world.foldCounts()));
    const moved = await tenant.member({ in: east });
    await tenant.grid(east);
    await settle();
    await tenant.rows(`update organization set dissolved_on = '2020-06-01' where id = $1`, [east.id]);
    await settle();
    expect(await counts(call, tenant.root, east)).toEqual([
      [2, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ]);
    // Nothing written meanwhile counts.
    await tenant.member({ in: east, status: 'APPLICANT' });
    await tenant.member({ in: east, status: 'PROBATIONARY', startedOn: '2020-07-02' });
    await tenant.grid(east);
    await tenant.rows(`update membership set organization_id = $1 where id = $2`, [west.id, moved.id]);
    await settle();
    expect(await counts(call, tenant.root, east, west)).toEqual([
      [2, 0, 1, 0, 0],
      [0, 0, 0, 0, 0],
      [1, 0, 1, 0, 0],
    ]);
    await tenant.rows(`update organization set dissolved_on = null where id = $1`, [east.id]);
    expect(await counts(call, tenant.root, east, west)).toEqual([
      [3, 2, 1, 0, 1],
      [1, 2, 0, 0, 1],
      [1, 0, 1, 0, 0],
    ]);
    await settle();
    now = new Date('2020-07-02T04:00:00Z');
    await settle();
    expect(await counts(call, tenant.root, east)).toEqual([
      [3, 2, 1, 1, 1],
      [1, 2, 0, 1, 1],
    ]);
  },
);

test('what is deleted is not counted, neither before nor after it was folded', async () => {
  const { tenant, east, west, call } = await county();
  const gone = await tenant.add(west);
  await tenant.member({ in: east });
  await tenant.grid(east);
  await world.foldCounts();
  await tenant.member({ in: east });
  await tenant.add(west);
  for (const statement of [
    'delete from membership_version',
    'delete from membership',
    'delete from grid_version',
    'delete from grid',
  ]) {
    await world.owner.query(
      `begin; set local app.tenant_id = '${tenant.id}'; alter table membership_version no force row level security; alter table grid_version no force row level security`,
    );
    await world.owner.query(`${statement} where tenant_id = ${tenant.id}`);
    await world.owner.query(
      'alter table membership_version force row level security; alter table grid_version force row level security; commit',
    );
  }
  expect(await counts(call, tenant.root, east, west)).toEqual([
    [5, 0, 0, 0, 0],
    [1, 0, 0, 0, 0],
    [3, 0, 0, 0, 0],
  ]);
  await world.owner
    .query(`begin; set local app.tenant_id = '${tenant.id}'; alter table organization_version no force row level security;
    delete from organization_version where organization_id = ${gone.id}; delete from organization_closure where descendant_id = ${gone.id};
    delete from organization where id = ${gone.id}; alter table organization_version force row level security; commit`);
  expect(await counts(call, tenant.root, west)).toEqual([
    [4, 0, 0, 0, 0],
    [2, 0, 0, 0, 0],
  ]);
  await world.foldCounts();
  expect(await counts(call, tenant.root, west)).toEqual([
    [4, 0, 0, 0, 0],
    [2, 0, 0, 0, 0],
  ]);
});

test('whoever folds while another folds, or while something is moved, goes away and leaves all as it was', async () => {
  const { tenant, east, west, call } = await county();
  await tenant.member({ in: await tenant.add(east) });
  const before = await counts(call, tenant.root, east, west);
  const changes = await waitingChanges(tenant);
  expect(changes).toHaveLength(5);
  for (const lock of ['sanlou.fold', 'sanlou.structure']) {
    const release = await holding(
      world,
      tenant,
      `select pg_advisory_xact_lock(hashtextextended('${lock}', ${tenant.id}))`,
      [],
    );
    const folding = fold(tenant);
    if (lock === 'sanlou.structure') await waiting(world, 1);
    expect(await folding).toBe(0);
    expect(await waitingChanges(tenant)).toEqual(changes);
    await release();
  }
  // Creations and memberships go on beside it.
  const release = await holding(
    world,
    tenant,
    `select pg_advisory_xact_lock_shared(hashtextextended('sanlou.structure', ${tenant.id}))`,
    [],
  );
  expect([await fold(tenant), await fold(tenant)]).toEqual([5, 0]);
  await release();
  expect(await counts(call, tenant.root, east, west)).toEqual(before);
  expect(await structureFaults(world, tenant)).toEqual([]);
});

test('while something is folded a move waits, and takes along what was folded', async () => {
  const { tenant, east, west, call } = await county();
  const community = await tenant.add(east);
  await tenant.member({ in: community });
  const client = await world.pool.connect();
  await client.query('begin');
  await client.query('select fold_counts($1, $2, 5000)', [tenant.id, now]);
  const moving = outcomeOf(call, 'moveOrganization', { id: community.gid, newParentId: west.gid });
  await waiting(world, 1);
  await client.query('commit');
  client.release();
  expect(await moving).toBe('done');
  expect(await counts(call, tenant.root, east, west)).toEqual([
    [4, 0, 1, 0, 0],
    [1, 0, 0, 0, 0],
    [2, 0, 1, 0, 0],
  ]);
  expect(await structureFaults(world, tenant)).toEqual([]);
});

test('where nothing waits whose day has come, no tenant is looked into', async () => {
  const { tenant, east } = await county();
  await world.foldCounts();
  await tenant.member({ in: east, startedOn: '2020-07-02' });
  const tenants = async () =>
    (
      await world.pool.query<{ id: string }>('select tenant_id as id from tenants_with_counts_to_fold($1)', [now])
    ).rows.map(({ id }) => id);
  expect(await tenants()).toEqual([]);
  expect(await world.foldCounts()).toBe(0);
  // A day begins where the tenant is.
  now = new Date('2020-07-01T16:00:00Z');
  expect(await tenants()).toEqual([tenant.id]);
  expect(await world.foldCounts()).toBe(1);
});

test('what a dry run would count is seen in its answer and taken back with it', async () => {
  const { tenant, east, west, call } = await county();
  const community = await tenant.add(east);
  await tenant.member({ in: community });
  await world.foldCounts();
  const { moveOrganization } = await call.ask<{ moveOrganization: { organization: { parent: { counts: object } } } }>(
    `mutation ($input: MoveOrganizationInput!) { moveOrganization(input: $input) { organization { parent { counts { organizations members } } } } }`,
    { input: { id: community.gid, newParentId: west.gid, dryRun: true } },
  );
  expect(moveOrganization.organization.parent.counts).toEqual({ organizations: 2, members: 1 });
  expect(await waitingChanges(tenant)).toEqual([]);
  expect(await counts(call, east, west)).toEqual([
    [2, 0, 1, 0, 0],
    [1, 0, 0, 0, 0],
  ]);
});
