import { addMembership } from '../../setup/records';
import { World } from '../../setup/world';
import { structureFaults } from '../../structure/integrity';
import { act, DISSOLVE, faults, historyFaults, MERGE, MOVE, perform, RENAME, RESTORE, SPLIT } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const reason = '补录';
const on = (day: string) => ({ effectiveOn: `2020-06-${day}`, reason });

test('memberships that ended, began or changed status since the past day keep their own days', async () => {
  const tenant = await world.tenant();
  const [source, target] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const first = { in: source, startedOn: '2019-07-01' };
  const steady = await tenant.member(first);
  const left = await tenant.member({ ...first, endedOn: '2020-06-20' });
  const gone = await tenant.member({ ...first, endedOn: '2020-06-10' });
  const joined = await tenant.member({ in: source, startedOn: '2020-06-15' });
  const confirmed = await tenant.member({ ...first, status: 'PROBATIONARY' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await call.ask(
    `mutation ($input: ChangeMembershipStatusInput!) { changeMembershipStatus(input: $input) { userErrors { code } } }`,
    { input: { membershipId: confirmed.gid, status: 'FULL', effectiveOn: '2020-06-18' } },
  );
  await perform(call, MERGE, { organizationIds: [source.gid], intoId: target.gid, ...on('10') });

  const history = await tenant.rows(
    `select membership_id as id, organization_id as at, valid_from::text as "from", nullif(valid_to, 'infinity')::text as "to", status
     from membership_version where superseded_at = 'infinity' order by membership_id, valid_from`,
  );
  const row = (of: { id: string }, at: { id: string }, from: string, to: string | null, status = 'FULL') => ({
    ...{ id: of.id, at: at.id, from, to, status },
  });
  expect(history).toEqual([
    row(steady, source, '2019-07-01', '2020-06-10'),
    row(steady, target, '2020-06-10', null),
    row(left, source, '2019-07-01', '2020-06-10'),
    row(left, target, '2020-06-10', '2020-06-20'),
    row(gone, source, '2019-07-01', '2020-06-10'),
    row(joined, target, '2020-06-15', null),
    row(confirmed, source, '2019-07-01', '2020-06-10', 'PROBATIONARY'),
    row(confirmed, target, '2020-06-10', '2020-06-18', 'PROBATIONARY'),
    row(confirmed, target, '2020-06-18', null),
  ]);
  expect([await historyFaults(tenant), await structureFaults(world, tenant)]).toEqual([[], []]);
});

test('a member who went from the source to another organization since is carried for his days there', async () => {
  const tenant = await world.tenant();
  const [source, target, third] = [
    await tenant.add(tenant.root),
    await tenant.add(tenant.root),
    await tenant.add(tenant.root),
  ];
  const member = await tenant.member({ in: source, endedOn: '2020-06-20', endReason: 'REASSIGNED' });
  const next = await addMembership(tenant, member.person, { in: third, startedOn: '2020-06-20' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(call, DISSOLVE, { id: source.gid, membersToId: target.gid, ...on('10') });

  expect(await tenant.rows('select id, organization_id as at from membership order by id')).toEqual([
    { id: member.id, at: target.id },
    { id: next.id, at: third.id },
  ]);
  expect(await historyFaults(tenant)).toEqual([]);
});

test('a past act may not contradict what came later', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const [moved, renamed, quiet] = [await tenant.add(east), await tenant.add(east), await tenant.add(east)];
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(call, MOVE, { id: moved.gid, newParentId: west.gid, ...on('20') });
  await perform(call, RENAME, { id: renamed.gid, name: '新名', ...on('20') });
  const before = await world.checksum();
  const parts = [{ name: 'part' }];

  for (const [operation, input, expected] of [
    [MOVE, { id: moved.gid, newParentId: east.gid }, 'LATER_CHANGES input.effectiveOn'],
    [RENAME, { id: renamed.gid, name: 'n' }, 'LATER_CHANGES input.effectiveOn'],
    [SPLIT, { id: moved.gid, parts }, 'LATER_CHANGES input.effectiveOn'],
    [DISSOLVE, { id: moved.gid }, 'LATER_CHANGES input.effectiveOn'],
    [DISSOLVE, { id: renamed.gid }, 'LATER_CHANGES input.effectiveOn'],
    [MERGE, { organizationIds: [moved.gid], intoId: quiet.gid }, 'LATER_CHANGES input.effectiveOn'],
    [MERGE, { organizationIds: [renamed.gid], intoId: quiet.gid }, 'LATER_CHANGES input.effectiveOn'],
    [DISSOLVE, { id: east.gid }, 'HAS_CHILDREN input.id'],
  ] as const) {
    expect([input, await faults(call, operation, { ...input, ...on('10') })]).toEqual([input, [expected]]);
  }
  expect(await world.checksum()).toEqual(before);
  // What is of another kind fits in between, and lasts.
  await perform(call, RENAME, { id: moved.gid, name: '早名', ...on('10') });
  await perform(call, MOVE, { id: renamed.gid, newParentId: west.gid, ...on('10') });
  expect(
    await tenant.rows(
      `select name, parent_id as parent, valid_from::text as "from" from organization_version
       where superseded_at = 'infinity' and organization_id = any($1) and valid_from > '2020-01-01' order by organization_id, valid_from`,
      [[moved.id, renamed.id]],
    ),
  ).toEqual([
    { name: '早名', parent: east.id, from: '2020-06-10' },
    { name: '早名', parent: west.id, from: '2020-06-20' },
    { name: renamed.name, parent: west.id, from: '2020-06-10' },
    { name: '新名', parent: west.id, from: '2020-06-20' },
  ]);
  expect(await structureFaults(world, tenant)).toEqual([]);
});

test('nothing happens to, or beneath, what did not exist on the day or ended since', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const [old, young] = [await tenant.add(street), await tenant.add(street, { establishedOn: '2020-06-15' })];
  const other = await tenant.add(tenant.root, { establishedOn: '2020-06-15' });
  const child = await tenant.add(old, { establishedOn: '2020-06-15' });
  const revived = await tenant.add(street, { dissolvedOn: '2020-06-01' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(call, RESTORE, { id: revived.gid, ...on('20') });
  const before = await world.checksum();
  const into = { organizationIds: [old.gid], into: { name: 'new' } };

  for (const [operation, input, expected] of [
    [RENAME, { id: young.gid, name: 'n' }, 'INVALID input.effectiveOn'],
    [MOVE, { id: old.gid, newParentId: other.gid }, 'INVALID input.effectiveOn'],
    [MERGE, { organizationIds: [young.gid], intoId: old.gid }, 'INVALID input.effectiveOn'],
    [MERGE, { organizationIds: [old.gid], intoId: young.gid }, 'INVALID input.effectiveOn'],
    [MERGE, into, 'INVALID input.effectiveOn'],
    [SPLIT, { id: young.gid, parts: [{ name: 'p' }] }, 'INVALID input.effectiveOn'],
    [SPLIT, { id: old.gid, parts: [{ name: 'p', childIds: [child.gid] }] }, 'INVALID input.effectiveOn'],
    [DISSOLVE, { id: child.gid }, 'INVALID input.effectiveOn'],
    [RENAME, { id: revived.gid, name: 'n' }, 'INVALID input.effectiveOn'],
  ] as const) {
    expect([input, await faults(call, operation, { ...input, ...on('14') })]).toEqual([input, [expected]]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('a code that another organization had at the time cannot have been had by two', async () => {
  const tenant = await world.tenant();
  const [one, two] = [await tenant.add(tenant.root, { externalReference: 'S-1' }), await tenant.add(tenant.root)];
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(call, RENAME, { id: one.gid, externalReference: 'S-9', ...on('20') });
  const rename = { id: two.gid, externalReference: 'S-1' };

  expect(await faults(call, RENAME, { ...rename, ...on('19') })).toEqual([
    'DUPLICATE_REFERENCE input.externalReference',
  ]);
  expect((await act(call, RENAME, { ...rename, ...on('20') })).userErrors).toEqual([]);
});
