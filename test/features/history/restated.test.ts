import type { Caller } from '../../setup/api';
import { World } from '../../setup/world';
import { DISSOLVE, MERGE, MOVE, perform, RESTORE, SPLIT, UNDO } from '../reorganizations/operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const reason = '补录';
const COUNTS = `query ($id: ID!, $asOf: Date!) { organization(by: { id: $id }) {
  counts(asOf: $asOf, mode: RESTATED) { organizations grids members } } }`;

async function restated(call: Caller, { gid }: { gid: string }, asOf = '2020-06-01'): Promise<string> {
  const { organization } = await call.ask<{ organization: { counts: Record<string, number> } }>(COUNTS, {
    id: gid,
    asOf,
  });
  return Object.values(organization.counts).join('/');
}

test('who was in what has been merged since counts where it went, over any number of mergers', async () => {
  const tenant = await world.tenant();
  const [one, two, three] = [
    await tenant.add(tenant.root),
    await tenant.add(tenant.root),
    await tenant.add(tenant.root),
  ];
  await tenant.member({ in: one });
  await tenant.member({ in: one, startedOn: '2020-01-01', endedOn: '2020-06-10' });
  await tenant.member({ in: two });
  await tenant.grid(one);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(call, MERGE, { organizationIds: [one.gid], intoId: two.gid, effectiveOn: '2020-06-20', reason });
  await perform(call, DISSOLVE, { id: two.gid, membersToId: three.gid });

  expect([await restated(call, one), await restated(call, two), await restated(call, three)]).toEqual([
    ...['0/0/0', '0/0/0', '3/1/3'],
  ]);
  expect([await restated(call, three, '2020-06-15'), await restated(call, three, '2019-01-01')]).toEqual([
    ...['3/1/2', '3/1/0'],
  ]);
  expect(await restated(call, tenant.root)).toBe('4/1/3');
});

test('who has gone to a part since counts there already; a part itself does not before it was founded', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const source = await tenant.add(street);
  const moving = await tenant.member({ in: source });
  await tenant.member({ in: source });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(call, SPLIT, { id: source.gid, parts: [{ name: '分', membershipIds: [moving.gid] }] });
  const [part] = await tenant.rows<{ id: string }>(`select id from organization where name = '分'`);

  const gid = `gid://sanlou/Organization/${part?.id}`;
  expect([await restated(call, { gid }), await restated(call, source), await restated(call, street)]).toEqual([
    ...['0/0/1', '1/0/1', '2/0/2'],
  ]);
});

test('a transfer from one organization to another is no change of borders: it counts where it was', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const member = await tenant.member({ in: east });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const REASSIGN = `mutation ($input: ReassignMembershipInput!) { reassignMembership(input: $input) { userErrors { code } } }`;
  await call.ask(REASSIGN, {
    input: { membershipId: member.gid, organizationId: west.gid, effectiveOn: '2020-06-15' },
  });

  expect([await restated(call, east), await restated(call, west)]).toEqual(['1/0/1', '1/0/0']);
  expect([await restated(call, east, '2020-06-20'), await restated(call, west, '2020-06-20')]).toEqual([
    '1/0/0',
    '1/0/1',
  ]);
});

test('the borders are those of today, whatever they were; undone ones are forgotten', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const [one, two] = [await tenant.add(east), await tenant.add(west)];
  await tenant.member({ in: one });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const both = async () => [await restated(call, east), await restated(call, west)];
  expect(await both()).toEqual(['2/0/1', '2/0/0']);
  const move = await perform(call, MOVE, { id: one.gid, newParentId: west.gid });
  expect(await both()).toEqual(['1/0/0', '3/0/1']);
  await perform(call, UNDO, { id: move });
  const merger = await perform(call, MERGE, { organizationIds: [one.gid], intoId: two.gid });
  expect(await both()).toEqual(['1/0/0', '3/0/1']);
  await perform(call, UNDO, { id: merger });
  expect(await both()).toEqual(['2/0/1', '2/0/0']);
});

test('what was merged and restored counts for itself again, its carried members where they are', async () => {
  const tenant = await world.tenant();
  const [one, two] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  await tenant.member({ in: one });
  await tenant.member({ in: one, startedOn: '2020-01-01', endedOn: '2020-06-10' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(call, MERGE, { organizationIds: [one.gid], intoId: two.gid });
  await perform(call, RESTORE, { id: one.gid });
  expect([await restated(call, one), await restated(call, two)]).toEqual(['1/0/1', '1/0/1']);
  await perform(call, DISSOLVE, { id: one.gid });
  expect([await restated(call, one), await restated(call, two), await restated(call, tenant.root)]).toEqual([
    ...['0/0/0', '1/0/1', '3/0/2'],
  ]);
});

test('the reach is that of today: who holds the target counts what came to it, nobody else does', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const [one, two] = [await tenant.add(east), await tenant.add(west)];
  await tenant.member({ in: one });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const [atEast, atWest] = [
    await tenant.actor({ role: 'VIEWER', at: east }),
    await tenant.actor({ role: 'VIEWER', at: west }),
  ];
  await perform(call, MERGE, { organizationIds: [one.gid], intoId: two.gid });
  expect([await restated(atEast.call, east), await restated(atWest.call, west)]).toEqual(['1/0/0', '3/0/1']);
  const IN_DAY = `query ($id: ID!) { organization(by: { id: $id }, asOf: "2020-06-01") { counts(mode: RESTATED) { members } } }`;
  expect(await atWest.call.refusals(IN_DAY, { id: one.gid })).toEqual([{ code: 'NOT_FOUND', path: 'organization' }]);
  expect(await atEast.call.refusals(IN_DAY, { id: two.gid })).toEqual([{ code: 'NOT_FOUND', path: 'organization' }]);
});

test('who was in what was dissolved without an heir counts with what stood above it, so nobody is missing from the whole', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const gone = await tenant.add(street);
  await tenant.member({ in: gone, endedOn: '2020-06-10' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(call, DISSOLVE, { id: gone.gid, effectiveOn: '2020-06-20', reason });

  expect([await restated(call, gone), await restated(call, street), await restated(call, tenant.root)]).toEqual([
    ...['0/0/0', '2/0/1', '3/0/1'],
  ]);
});
