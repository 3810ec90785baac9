import type { Caller } from '../../setup/api';
import { World } from '../../setup/world';
import { structureFaults } from '../../structure/integrity';

let now = new Date('2020-06-30T04:00:00Z');
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => now });
});
beforeEach(() => {
  now = new Date('2020-06-30T04:00:00Z');
});
afterAll(() => world.close());

interface Payload {
  reorganization: { id: string; state: string; failure: string | null } | null;
  userErrors: { code: string; message: string }[];
}

async function change(call: Caller, name: string, input: object): Promise<Payload> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const data = await call.ask<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { reorganization { id state failure } userErrors { code message } } }`,
    { input },
  );
  return data[name] as Payload;
}

async function streets() {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const [one, two, far] = [await tenant.add(east), await tenant.add(east), await tenant.add(west)];
  const [north, south] = [await tenant.add(one), await tenant.add(two)];
  const boss = (await tenant.actor({ role: 'ORGANIZER', at: tenant.root })).call;
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: east });
  return { tenant, east, west, one, two, far, north, south, boss, organizer };
}

test('what was put off is not done where it has left the reach meanwhile, and nobody looks there by it', async () => {
  const { tenant, west, one, two, north, boss, organizer } = await streets();
  const { reorganization } = await change(organizer.call, 'moveOrganization', {
    ...{ id: north.gid, newParentId: two.gid, effectiveOn: '2020-07-02' },
  });
  await change(boss, 'moveOrganization', { id: one.gid, newParentId: west.gid });

  const id = reorganization?.id ?? '';
  expect((await change(organizer.call, 'previewReorganization', { id })).userErrors).toMatchObject([
    { code: 'NOT_FOUND' },
  ]);
  now = new Date('2020-07-02T04:00:00Z');
  expect(await world.applyDue()).toBe(0);
  expect(
    (await organizer.call.ask<{ node: object }>(`{ node(id: "${id}") { ... on Reorganization { state failure } } }`))
      .node,
  ).toEqual({
    ...{ state: 'APPROVED', failure: 'Who put it off may not do it there any more.' },
  });
  expect(await structureFaults(world, tenant)).toEqual([]);
});

test('what was put off by someone whose grant is gone by the day is not done', async () => {
  const { tenant, two, north, organizer } = await streets();
  await change(organizer.call, 'moveOrganization', { id: north.gid, newParentId: two.gid, effectiveOn: '2020-07-02' });
  await tenant.rows('update role_grant set revoked_at = now() where account_id = $1', [organizer.id]);
  now = new Date('2020-07-02T04:00:00Z');
  expect(await world.applyDue()).toBe(0);
});

test('an undo does not fetch members back from where they have left the reach', async () => {
  const { far, north, south, boss, organizer, tenant } = await streets();
  const member = await tenant.member({ in: north });
  const { reorganization } = await change(organizer.call, 'mergeOrganizations', {
    ...{ organizationIds: [north.gid], intoId: south.gid },
  });
  await change(boss, 'moveOrganization', { id: south.gid, newParentId: far.gid });
  const undone = await change(organizer.call, 'undoReorganization', { id: reorganization?.id });
  expect(undone.userErrors.map(({ code }) => code)).toEqual(['DEPENDENT']);
  expect(await tenant.rows('select organization_id as at from membership where id = $1', [member.id])).toEqual([
    { at: south.id },
  ]);
});

test('a person who joined since is answered for where he is a member, also after an undo', async () => {
  const { north, south, organizer, tenant } = await streets();
  const person = await tenant.person(north);
  const { reorganization } = await change(organizer.call, 'mergeOrganizations', {
    ...{ organizationIds: [north.gid], intoId: south.gid },
  });
  await organizer.call.ask(
    `mutation ($input: AssignMembershipInput!) { assignMembership(input: $input) { userErrors { code } } }`,
    { input: { personId: person.gid, organizationId: south.gid, status: 'FULL', startedOn: '2020-06-30' } },
  );
  expect((await change(organizer.call, 'undoReorganization', { id: reorganization?.id })).userErrors).toEqual([]);
  expect(await tenant.rows('select organization_id as at from person where id = $1', [person.id])).toEqual([
    { at: south.id },
  ]);
});

test.each(['2020-06-30', '2020-06-20'])(
  'a membership that ends on %s, not after a merger and a promotion of today, never saw them',
  async (endedOn) => {
    const { north, south, organizer, tenant } = await streets();
    const member = await tenant.member({ in: north, status: 'PROBATIONARY' });
    await organizer.call.ask(
      `mutation ($input: ChangeMembershipStatusInput!) { changeMembershipStatus(input: $input) { userErrors { code } } }`,
      { input: { membershipId: member.gid, status: 'FULL', effectiveOn: '2020-06-30' } },
    );
    await change(organizer.call, 'mergeOrganizations', { organizationIds: [north.gid], intoId: south.gid });
    await organizer.call.ask(
      `mutation ($input: EndMembershipInput!) { endMembership(input: $input) { userErrors { code } } }`,
      {
        input: { membershipId: member.gid, endedOn, reason: 'LEFT' },
      },
    );
    expect(
      await tenant.rows('select organization_id as at, status, ended_on::text as ended from membership where id = $1', [
        member.id,
      ]),
    ).toEqual([{ at: north.id, status: 'PROBATIONARY', ended: endedOn }]);
    expect(await structureFaults(world, tenant)).toEqual([]);
  },
);

test('an instant beyond the calendar is bad input', async () => {
  const { tenant, boss } = await streets();
  for (const knownAt of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-01:00']) {
    const query = `{ organization(by: { id: "${tenant.root.gid}" }, knownAt: "${knownAt}") { id } }`;
    expect(await boss.refusals(query)).toEqual([{ code: 'BAD_USER_INPUT', path: 'organization' }]);
  }
});

test('a refused undo names nothing that lies out of reach', async () => {
  const { tenant, one, far, boss, organizer } = await streets();
  await tenant.rows(`update organization set area_code = '500236001001' where id = $1`, [one.id]);
  await tenant.rows(`update organization_version set area_code = '500236001001' where organization_id = $1`, [one.id]);
  const { reorganization } = await change(organizer.call, 'renameOrganization', {
    id: one.gid,
    areaCode: '500236001002',
  });
  await change(boss, 'renameOrganization', { id: far.gid, name: '绝密', areaCode: '500236001001' });
  const id = reorganization?.id;
  expect((await change(organizer.call, 'undoReorganization', { id })).userErrors).toEqual([
    { code: 'DEPENDENT', message: 'It cannot be undone: something out of your reach rests on it.' },
  ]);
  expect((await change(boss, 'undoReorganization', { id })).userErrors).toEqual([
    { code: 'DEPENDENT', message: 'It cannot be undone: 绝密 has taken over its reference or area code since.' },
  ]);
});
