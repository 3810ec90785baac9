import { auditTrail } from '../../setup/records';
import { World } from '../../setup/world';
import { structureFaults } from '../../structure/integrity';
import {
  act,
  carryOut,
  DISSOLVE,
  faults,
  historyFaults,
  MERGE,
  MOVE,
  perform,
  RENAME,
  treeOf,
  UNDO,
} from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

/** A county with something for every act to do, and two who may plan there. */
async function county() {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const [one, two, three] = [
    await tenant.add(east, { externalReference: 'C-1', areaCode: '500236001001' }),
    await tenant.add(east, { externalReference: 'C-2' }),
    await tenant.add(west),
  ];
  const branch = await tenant.add(one);
  const closed = await tenant.add(west, { dissolvedOn: '2020-05-01' });
  const members = [await tenant.member({ in: one }), await tenant.member({ in: branch })];
  const grid = await tenant.grid(one);
  const worker = await tenant.actor({ role: 'GRID_WORKER', at: one, gridId: grid.id });
  const author = await tenant.actor({ role: 'INTEGRATOR', at: tenant.root });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  return { tenant, east, west, one, two, three, branch, closed, members, grid, worker, author: author.call, call };
}

const records = (tenant: Awaited<ReturnType<typeof county>>['tenant']) =>
  tenant.rows(`select 'm' as kind, id, organization_id, placed_on from membership union all
    select 'g', id, organization_id, placed_on from grid union all select 'p', id, organization_id, null from person union all
    select 'r', id, organization_id, null from role_grant order by 1, 2`);

test('each act taken back leaves every organization and closure row as it was, byte for byte', async () => {
  for (const day of ['2020-06-30', '2020-06-10']) {
    const { tenant, west, one, two, three, branch, call } = await county();
    const before = [await treeOf(tenant), await records(tenant)];
    for (const [operation, input] of [
      [RENAME, { id: one.gid, name: '新名', externalReference: null, areaCode: '500236001999' }],
      [MOVE, { id: one.gid, newParentId: west.gid }],
      [MERGE, { organizationIds: [one.gid, two.gid], intoId: three.gid }],
      [DISSOLVE, { id: branch.gid, membersToId: one.gid }],
    ] as const) {
      const id = await perform(call, operation, { ...input, effectiveOn: day, reason: 'r' });
      expect(await treeOf(tenant)).not.toEqual(before[0]);
      expect(await act(call, UNDO, { id })).toMatchObject({
        reorganization: { id, state: 'UNDONE', version: 2 },
        userErrors: [],
      });
      expect([await treeOf(tenant), await records(tenant)]).toEqual(before);
      expect([await structureFaults(world, tenant), await historyFaults(tenant)]).toEqual([[], []]);
    }
  }
});

test('a plan of every kind of act is undone as a whole; what it founded stays, dissolved the day it was founded', async () => {
  const { tenant, east, one, two, three, branch, closed, members, grid, author, call } = await county();
  const before = [await treeOf(tenant), await records(tenant)] as const;
  const id = await carryOut(author, call, {
    organizationId: tenant.root.gid,
    acts: [
      {
        create: { key: 'street', parent: tenant.root.gid, level: 'STREET', name: '夔州街道', externalReference: 'S-9' },
      },
      { move: { organization: one.gid, parent: 'new:street' } },
      { create: { key: 'branch', parent: one.gid, level: 'BRANCH', name: '新支部' } },
      { move: { organization: branch.gid, parent: two.gid } },
      {
        split: {
          organization: one.gid,
          parts: [{ key: 'part', name: '分', memberships: [members[0]?.gid], grids: [grid.gid] }],
        },
      },
      { rename: { organization: 'new:part', name: '分设', areaCode: '500236001777' } },
      { restore: { organization: closed.gid, parent: east.gid } },
      { merge: { organizations: [two.gid, closed.gid], into: three.gid } },
      { dissolve: { organization: 'new:branch' } },
    ],
  });
  expect([await structureFaults(world, tenant), await historyFaults(tenant)]).toEqual([[], []]);

  expect((await act(call, UNDO, { id })).userErrors).toEqual([]);
  const known = new Set(before[0]);
  const added = (await treeOf(tenant)).filter((row) => !known.has(row));
  expect(before[0].filter((row) => !added.includes(row))).toEqual(before[0]);
  expect(await records(tenant)).toEqual(before[1]);
  expect(
    await tenant.rows(
      `select name, established_on = dissolved_on as "sameDay", external_reference as reference, area_code as code
       from organization where established_on is not null order by id`,
    ),
  ).toEqual(['夔州街道', '新支部', '分设'].map((name) => ({ name, sameDay: true, reference: null, code: null })));
  expect([await structureFaults(world, tenant), await historyFaults(tenant)]).toEqual([[], []]);
  expect((await auditTrail(tenant)).at(-1)).toMatchObject({
    ...{ action: 'reorganization.undone', node: id, organization: tenant.root.gid },
    ...{ before: { state: 'APPLIED' }, after: { state: 'UNDONE' } },
  });
});

test('no version number comes twice, however often things are undone', async () => {
  const { tenant, one, author, call } = await county();
  const version = async (at: string) =>
    (await tenant.rows<{ version: number }>('select version from organization where name = $1', [at]))[0]?.version;
  await perform(call, UNDO, { id: await perform(call, RENAME, { id: one.gid, name: 'first' }) });
  await perform(call, UNDO, { id: await perform(call, RENAME, { id: one.gid, name: 'second' }) });
  expect(await version(one.name)).toBe(1);
  await perform(call, RENAME, { id: one.gid, name: 'third', expectedVersion: 1 });
  expect(await version('third')).toBe(4);
  expect(await faults(call, RENAME, { id: one.gid, name: 'n', expectedVersion: 2 })).toEqual([
    'STALE_VERSION input.expectedVersion',
  ]);

  const acts = [{ create: { parent: tenant.root.gid, level: 'STREET', name: '新街道' } }];
  const id = await carryOut(author, call, { organizationId: tenant.root.gid, acts });
  expect(await version('新街道')).toBe(1);
  await perform(call, UNDO, { id });
  expect(await version('新街道')).toBe(2);
});

test('edges, aliases and heirs of what was undone lead nowhere any more', async () => {
  const { tenant, one, two, call } = await county();
  const merger = await perform(call, MERGE, { organizationIds: [one.gid], intoId: two.gid });
  const renaming = await perform(call, RENAME, { id: two.gid, externalReference: 'C-9' });
  for (const id of [renaming, merger]) expect((await act(call, UNDO, { id })).userErrors).toEqual([]);

  const FIND = `query ($reference: String!) { organization(by: { externalReference: $reference }) { id foundThrough { kind }
    aliases { value } lineage(direction: SUCCESSORS) { kind } } }`;
  for (const [reference, { gid: id }] of [
    ['C-1', one],
    ['C-2', two],
  ] as const) {
    const organization = { id, foundThrough: null, aliases: [], lineage: [] };
    expect(await call.ask(FIND, { reference })).toEqual({ organization });
  }
  expect(await call.refusals(FIND, { reference: 'C-9' })).toEqual([{ code: 'NOT_FOUND', path: 'organization' }]);
  expect(
    await tenant.rows('select count(*)::int as kept from organization_lineage where undone_at is not null'),
  ).toEqual([{ kept: 3 }]);
});

test('a dry run of an undo answers as if done, and writes nothing', async () => {
  const { one, two, call } = await county();
  const id = await perform(call, MERGE, { organizationIds: [one.gid], intoId: two.gid });
  const before = await world.checksum();

  const rehearsed = await act(call, UNDO, { id, dryRun: true });
  expect(rehearsed).toMatchObject({ reorganization: { state: 'UNDONE', version: 2 }, userErrors: [] });
  expect(await world.checksum()).toEqual(before);
  expect(await act(call, UNDO, { id })).toEqual(rehearsed);
  const after = await world.checksum();
  expect(await faults(call, UNDO, { id })).toEqual(['WRONG_STATE input.id']);
  expect(await faults(call, UNDO, { id, expectedVersion: 1 })).toEqual(['STALE_VERSION input.expectedVersion']);
  expect(await world.checksum()).toEqual(after);
});
