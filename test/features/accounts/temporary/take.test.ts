import pino from 'pino';
import { auditTrail, fingerprint, twoBranches } from '../../../setup/records';
import { gid } from '../../../setup/tenant';
import { World } from '../../../setup/world';
import { reachable, refusedBy, revokeRole, viewer } from '../operations';
import { endAccess, handBack, reason, take, takeAccess } from './operations';

const morning = new Date('2020-06-30T04:00:00Z');
let now = morning;
const warned: object[] = [];
let world: World;
beforeAll(async () => {
  const write = (line: string) => warned.push(JSON.parse(line) as object);
  const log = pino({ level: 'warn', base: null, timestamp: false }, { write });
  world = await World.open({ now: () => now, log });
});
afterAll(() => world.close());
beforeEach(() => {
  now = morning;
  warned.length = 0;
});

const later = (minutes: number) => new Date(morning.getTime() + minutes * 60_000);

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: branches.community });
  const member = await tenant.member({ in: branches.north, name: '王五' });
  await tenant.rows('update person set phone = null where id = $1', [member.person.id]);
  return { tenant, ...branches, administrator, member };
}

test('an administrator takes a role for an hour; it is on record and in the log', async () => {
  const { tenant, north, administrator } = await setting();

  const { grant, userErrors } = await takeAccess(administrator.call, { organizationId: north.gid, role: 'ORGANIZER' });

  expect(userErrors).toEqual([]);
  const shown = { role: 'ORGANIZER', startsOn: '2020-06-30', endsOn: '2020-07-01', revokedAt: null, reason };
  expect(grant).toEqual({
    ...{ id: grant?.id, ...shown, isTemporary: true, expiresAt: '2020-06-30T05:00:00.000Z' },
    ...{ organization: { id: north.gid }, account: { id: administrator.gid } },
  });
  expect(await auditTrail(tenant)).toEqual([
    {
      ...{ action: 'temporary_access.taken', node: grant?.id, organization: north.gid, account: administrator.gid },
      before: null,
      after: {
        ...{ account: administrator.gid, organization: north.gid, grid: null, delegatedFrom: null, ...shown },
        expiresAt: '2020-06-30T05:00:00.000Z',
      },
    },
  ]);
  expect(warned).toEqual([
    {
      ...{ tenantId: tenant.id, accountId: administrator.id, organizationId: north.id, role: 'ORGANIZER' },
      ...{ grantId: grant?.id.split('/').at(-1), expiresAt: '2020-06-30T05:00:00.000Z' },
      ...{ level: 40, requestId: expect.any(String), msg: 'Someone took temporary access.' },
    },
  ]);
});

test('it allows what its role allows until it expires, and nothing afterwards', async () => {
  const { north, administrator, member } = await setting();
  const update = 'mutation ($input: UpdatePersonInput!) { updatePerson(input: $input) { userErrors { code } } }';
  const rename = (name: string) => administrator.call.send(update, { input: { id: member.person.gid, name } });
  const refused = { errors: [{ extensions: { code: 'FORBIDDEN', permission: 'person:write' } }] };

  expect(await rename('赵一')).toMatchObject(refused);
  await takeAccess(administrator.call, { organizationId: north.gid, role: 'ORGANIZER', minutes: 90 });
  now = later(89);
  expect(await rename('赵二')).toMatchObject({ data: { updatePerson: { userErrors: [] } } });
  now = later(90);
  expect(await rename('赵三')).toMatchObject(refused);
});

test('it reaches the next day where it does', async () => {
  const { north, administrator } = await setting();
  now = new Date('2020-06-30T15:30:00Z');
  const { grant } = await takeAccess(administrator.call, { organizationId: north.gid, role: 'VIEWER' });
  expect(grant).toMatchObject({ startsOn: '2020-06-30', endsOn: '2020-07-02', expiresAt: '2020-06-30T16:30:00.000Z' });
  now = new Date('2020-06-30T16:15:00Z');
  const { viewer: held } = await administrator.call.ask<{ viewer: { grants: { id: string }[] } }>(viewer);
  expect(held.grants.map(({ id }) => id)).toContain(grant?.id);
});

test.each([
  ['ADMINISTRATOR', 'ROLE_NOT_ALLOWED', 'role', { role: 'ADMINISTRATOR' }, /gives grants or administers accounts/],
  ['nine letters', 'INVALID', 'reason', { reason: '  no reason ' }, /10 to 500/],
  ['a long story', 'INVALID', 'reason', { reason: 'a'.repeat(501) }, /1 to 500/],
  ['five hours', 'TOO_LONG', 'minutes', { minutes: 241 }, /4 hours at the most/],
  ['no minutes', 'INVALID', 'minutes', { minutes: 0 }, /a minute at the least/],
])('%s is refused, and nothing is written', async (_case, code, field, input, message) => {
  const { tenant, north, administrator } = await setting();
  const before = await fingerprint(tenant);
  const payload = await takeAccess(administrator.call, { organizationId: north.gid, role: 'VIEWER', ...input });
  expect(payload).toEqual({
    grant: null,
    userErrors: [{ code, field: ['input', field], message: expect.stringMatching(message) }],
  });
  expect(await fingerprint(tenant)).toEqual(before);
  expect(warned).toEqual([]);
});

test('four hours are the most, and null minutes are the usual hour', async () => {
  const { north, south, administrator } = await setting();
  const most = await takeAccess(administrator.call, { organizationId: north.gid, role: 'VIEWER', minutes: 240 });
  expect(most.grant?.expiresAt).toBe('2020-06-30T08:00:00.000Z');
  const usual = await takeAccess(administrator.call, { organizationId: south.gid, role: 'VIEWER', minutes: null });
  expect(usual.grant?.expiresAt).toBe('2020-06-30T05:00:00.000Z');
});

test('a dissolved organization, and what one holds there already, are refused', async () => {
  const { tenant, community, north, administrator } = await setting();
  const dissolved = await tenant.add(community, { dissolvedOn: '2020-01-01' });
  const at = (place: { gid: string }, role = 'VIEWER') =>
    takeAccess(administrator.call, { organizationId: place.gid, role });

  expect(await at(dissolved)).toEqual(refusedBy('DISSOLVED', 'organizationId', 'The organization is dissolved.'));
  await at(north);
  const duplicate = refusedBy('DUPLICATE', 'role', 'You hold this role there already.');
  expect(await at(north)).toEqual(duplicate);
  expect(await at(north, 'AUDITOR')).toMatchObject({ userErrors: [] });
  await tenant.grant(administrator.id, { role: 'VIEWER', at: community });
  expect(await at(community)).toEqual(duplicate);
  now = later(60);
  expect(await at(north)).toMatchObject({ userErrors: [] });
});

test('of two that take the same at once, one does', async () => {
  const { tenant, north, administrator } = await setting();
  const payloads = await Promise.all(
    [1, 2, 3].map(() => takeAccess(administrator.call, { organizationId: north.gid, role: 'VIEWER' })),
  );
  expect(payloads.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['DUPLICATE', 'DUPLICATE']);
  expect(await tenant.rows('select id from role_grant where expires_at is not null')).toHaveLength(1);
});

test('the same key takes it once', async () => {
  const { tenant, north, administrator } = await setting();
  const input = { organizationId: north.gid, role: 'VIEWER', idempotencyKey: 'roof' };
  const first = await takeAccess(administrator.call, input);
  expect(await takeAccess(administrator.call, input)).toEqual(first);
  expect(await tenant.rows('select id from role_grant where expires_at is not null')).toHaveLength(1);
  expect(warned).toHaveLength(1);
});

test('only at and beneath where one holds access:temporary', async () => {
  const { tenant, street, community, north, administrator } = await setting();
  const other = await world.tenant();
  const refusals = (call: typeof administrator.call, id: string) =>
    call.refusals(take, { input: { organizationId: id, role: 'VIEWER', reason } });

  expect(await takeAccess(administrator.call, { organizationId: community.gid, role: 'VIEWER' })).toMatchObject({
    userErrors: [],
  });
  for (const id of [street.gid, other.root.gid, gid('Organization', '999999999')]) {
    expect(await refusals(administrator.call, id)).toEqual([{ code: 'NOT_FOUND', path: 'takeTemporaryAccess' }]);
  }
  for (const role of ['ORGANIZER', 'AUDITOR', 'VIEWER', 'INTEGRATOR']) {
    const { call } = await tenant.actor({ role, at: street });
    expect(await refusals(call, north.gid)).toEqual([{ code: 'FORBIDDEN', path: 'takeTemporaryAccess' }]);
  }
});

test('its holder hands it back early; from then on it allows nothing', async () => {
  const { tenant, north, administrator } = await setting();
  const { grant } = await takeAccess(administrator.call, { organizationId: north.gid, role: 'AUDITOR' });

  const ended = await endAccess(administrator.call, grant?.id ?? '');

  expect(ended).toEqual({ grant: { ...grant, revokedAt: expect.any(String) }, userErrors: [] });
  expect((await auditTrail(tenant)).map(({ action }) => action)).toEqual([
    'temporary_access.taken',
    'temporary_access.ended',
  ]);
  const { viewer: held } = await administrator.call.ask<{ viewer: { grants: { role: string }[] } }>(viewer);
  expect(held.grants.map(({ role }) => role)).toEqual(['ADMINISTRATOR']);
  const again = refusedBy('NOT_FOUND', 'grantId', 'It is no temporary access of yours that still holds.');
  expect(await endAccess(administrator.call, grant?.id ?? '')).toEqual(again);
});

test('nobody hands back what is not his own temporary access', async () => {
  const { tenant, street, north, administrator } = await setting();
  const { grant } = await takeAccess(administrator.call, { organizationId: north.gid, role: 'AUDITOR' });
  const above = await tenant.actor({ role: 'ADMINISTRATOR', at: street });
  const stranger = await tenant.actor({ role: 'ORGANIZER', at: street });
  const own = await tenant.grant(above.id, { role: 'VIEWER', at: north });
  const notOwn = refusedBy('NOT_FOUND', 'grantId', 'It is no temporary access of yours that still holds.');

  for (const id of [grant?.id ?? '', own.gid]) expect(await endAccess(above.call, id)).toEqual(notOwn);
  expect(await stranger.call.refusals(handBack, { input: { grantId: grant?.id } })).toEqual([
    { code: 'NOT_FOUND', path: 'endTemporaryAccess' },
  ]);
  now = later(60);
  expect(await endAccess(administrator.call, grant?.id ?? '')).toEqual(notOwn);
});

test('whoever administers the place from above revokes it while it holds', async () => {
  const { tenant, street, north, administrator } = await setting();
  const above = await tenant.actor({ role: 'ADMINISTRATOR', at: street });
  const first = await takeAccess(administrator.call, { organizationId: north.gid, role: 'AUDITOR' });
  const second = await takeAccess(administrator.call, { organizationId: north.gid, role: 'ORGANIZER' });
  const revoke = async (grantId: string | undefined) =>
    (await above.call.ask<{ revokeRole: { userErrors: object[] } }>(revokeRole, { input: { grantId } })).revokeRole;

  expect(await revoke(first.grant?.id)).toMatchObject({ userErrors: [] });
  now = later(60);
  expect(await revoke(second.grant?.id)).toEqual(
    refusedBy('ENDED', 'grantId', 'It has ended or was taken back already.'),
  );
});

test('it is no reason to refuse an ordinary grant of the same role', async () => {
  const { tenant, street, north, administrator } = await setting();
  await takeAccess(administrator.call, { organizationId: north.gid, role: 'VIEWER' });
  const above = await tenant.actor({ role: 'ADMINISTRATOR', at: street });
  const home = await tenant.actor([], street);
  await tenant.rows('update account set organization_id = $2 where id = $1', [administrator.id, north.id]);
  const give = 'mutation ($input: GrantRoleInput!) { grantRole(input: $input) { userErrors { code } } }';
  const input = { accountId: administrator.gid, role: 'VIEWER', organizationId: north.gid };
  expect(await above.call.ask(give, { input })).toEqual({ grantRole: { userErrors: [] } });
  expect(home.gid).not.toBe(administrator.gid);
});

test('what it lets one see is gone with it', async () => {
  const { tenant, community, administrator } = await setting();
  const away = await tenant.add(community);
  const { call, id } = await tenant.actor();
  await tenant.rows(
    `insert into role_grant (tenant_id, account_id, role, organization_id, starts_on, ends_on, created_at, expires_at, reason)
     values ($1, $2, 'VIEWER', $3, '2020-06-30', '2020-07-01', $4, $5, 'laid out for a test')`,
    [tenant.id, id, away.id, morning, later(30)],
  );
  expect(await call.ask(reachable, { id: away.gid })).toEqual({ organization: { id: away.gid } });
  now = later(30);
  expect(await call.refusals(reachable, { id: away.gid })).toEqual([{ code: 'NOT_FOUND', path: 'organization' }]);
  expect(administrator.gid).toBeDefined();
});

test.each([
  ['five hours', `created_at + interval '5 hours'`, `'laid out for a test'`, 'role_grant_temporary_time'],
  ['an end before its beginning', 'created_at', `'laid out for a test'`, 'role_grant_temporary_time'],
  ['no reason', `created_at + interval '1 hour'`, 'null', 'role_grant_temporary'],
  ['a reason without an end', 'null', `'laid out for a test'`, 'role_grant_temporary'],
  ['a short reason', `created_at + interval '1 hour'`, `'because'`, 'role_grant_temporary_reason'],
])('the database refuses %s', async (_case, expiresAt, text, constraint) => {
  const { tenant, north, administrator } = await setting();
  const insert = tenant.rows(
    `insert into role_grant (tenant_id, account_id, role, organization_id, starts_on, ends_on, created_at, expires_at, reason)
     select $1, $2, 'VIEWER', $3, created_at::date, created_at::date + 1, created_at, ${expiresAt}, ${text}
     from (select timestamptz '2020-06-30T04:00:00Z' as created_at) moment`,
    [tenant.id, administrator.id, north.id],
  );
  await expect(insert).rejects.toMatchObject({ constraint });
});

test('the database refuses days that are not those of the hours', async () => {
  const { tenant, north, administrator } = await setting();
  for (const [startsOn, endsOn] of [
    ['2020-06-30', null],
    ['2020-06-30', '2020-07-05'],
    ['2020-01-01', '2020-07-01'],
  ]) {
    const insert = tenant.rows(
      `insert into role_grant (tenant_id, account_id, role, organization_id, starts_on, ends_on, created_at, expires_at, reason)
       values ($1, $2, 'VIEWER', $3, $4, $5, '2020-06-30T04:00:00Z', '2020-06-30T05:00:00Z', 'laid out for a test')`,
      [tenant.id, administrator.id, north.id, startsOn, endsOn],
    );
    await expect(insert).rejects.toMatchObject({ constraint: 'role_grant_temporary_days' });
  }
});
