import { auditTrail, fingerprint, twoBranches } from '../../setup/records';
import { World } from '../../setup/world';
import { grantRole, refusedBy } from './operations';

const today = '2020-06-30';
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(`${today}T04:00:00Z`) });
});
afterAll(() => world.close());

/** An administrator of the street until the end of 2022, and a newcomer who belongs to it. */
async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const administrator = await tenant.actor();
  const facts = { role: 'ADMINISTRATOR', at: branches.street, endsOn: '2023-01-01' };
  const own = await tenant.grant(administrator.id, facts);
  const newcomer = await tenant.actor([], branches.street);
  const input = {
    ...{ accountId: newcomer.gid, role: 'ORGANIZER', organizationId: branches.north.gid },
    endsOn: '2021-01-01',
  };
  const refusals = (change: object, { call } = administrator) =>
    call.refusals(grantRole, { input: { ...input, ...change } });
  const refusal = async (change: object) =>
    (await administrator.call.ask<{ grantRole: object }>(grantRole, { input: { ...input, ...change } })).grantRole;
  return { tenant, ...branches, administrator, own, newcomer, input, refusals, refusal };
}

const forbidden = [{ code: 'FORBIDDEN', path: 'grantRole' }];
const absent = [{ code: 'NOT_FOUND', path: 'grantRole' }];

test.each(['ADMINISTRATOR', 'ORGANIZER', 'GRID_WORKER', 'TREASURER', 'INTEGRATOR', 'AUDITOR', 'VIEWER'])(
  'an administrator gives %s beneath his own place, and the act is on record',
  async (role) => {
    const { tenant, north, administrator, own, newcomer, input } = await setting();

    const data = await administrator.call.ask<{ grantRole: { grant: { id: string } } }>(grantRole, {
      input: { ...input, role },
    });

    const { id } = data.grantRole.grant;
    const given = { role, startsOn: today, endsOn: '2021-01-01', revokedAt: null };
    expect(data.grantRole).toEqual({
      grant: { id, ...given, organization: { id: north.gid }, account: { id: newcomer.gid } },
      userErrors: [],
    });
    expect(await auditTrail(tenant)).toEqual([
      {
        ...{ action: 'grant.given', node: id, organization: north.gid, account: administrator.gid, before: null },
        after: { ...given, account: newcomer.gid, organization: north.gid, grid: null, delegatedFrom: own.gid },
      },
    ]);
  },
);

test('never at his own place, above it or beside it, nor in another county', async () => {
  const { tenant, street, refusals } = await setting();
  const beside = await tenant.add(tenant.root);
  const other = await setting();
  const before = await fingerprint(tenant);

  expect(await refusals({ organizationId: street.gid })).toEqual(forbidden);
  expect(await refusals({ organizationId: tenant.root.gid })).toEqual(absent);
  expect(await refusals({ organizationId: beside.gid })).toEqual(absent);
  expect(await refusals({ organizationId: other.north.gid })).toEqual(absent);
  expect(await refusals({ accountId: other.newcomer.gid })).toEqual(absent);
  expect(await fingerprint(tenant)).toEqual(before);
});

test('never to an account that belongs where he does not administer', async () => {
  const { tenant, street, input } = await setting();
  const beside = await tenant.add(tenant.root);
  const stranger = await tenant.actor([], beside);
  const plain = await tenant.actor({ role: 'ADMINISTRATOR', at: street });
  // He reads the accounts of the whole county, as an auditor; he administers those of the street.
  const auditing = await tenant.actor([
    { role: 'ADMINISTRATOR', at: street },
    { role: 'AUDITOR', at: tenant.root },
  ]);
  const attempt = { input: { ...input, accountId: stranger.gid } };

  expect(await plain.call.refusals(grantRole, attempt)).toEqual(absent);
  expect(await auditing.call.refusals(grantRole, attempt)).toEqual(forbidden);
  // Nor to himself, who belongs to the county and not to the street.
  expect(await plain.call.refusals(grantRole, { input: { ...input, accountId: plain.gid } })).toEqual(forbidden);
  expect(await auditTrail(tenant)).toEqual([]);
});

test('nobody but an administrator gives roles', async () => {
  const { tenant, street, refusals } = await setting();
  for (const role of ['ORGANIZER', 'GRID_WORKER', 'TREASURER', 'INTEGRATOR', 'AUDITOR', 'VIEWER']) {
    expect(await refusals({}, await tenant.actor({ role, at: street }))).toEqual(forbidden);
  }
  expect(await auditTrail(tenant)).toEqual([]);
});

test('never longer than his own grant', async () => {
  const { tenant, refusal, newcomer, street, community, input } = await setting();
  const before = await fingerprint(tenant);
  const tooLong = refusedBy('LONGER_THAN_OWN', 'endsOn', 'It would outlast your own grant.');

  expect(await refusal({ endsOn: '2023-01-02' })).toEqual(tooLong);
  expect(await refusal({ endsOn: null })).toEqual(tooLong);
  expect(await fingerprint(tenant)).toEqual(before);
  expect(await refusal({ endsOn: '2023-01-01' })).toMatchObject({ grant: { endsOn: '2023-01-01' } });

  // His endless grant at the community does not lengthen the one at the street, nor the other way round.
  const both = await tenant.actor(
    [
      { role: 'ADMINISTRATOR', at: street, endsOn: '2023-01-01' },
      { role: 'ADMINISTRATOR', at: community },
      { role: 'ORGANIZER', at: street },
    ],
    street,
  );
  const give = async (organizationId: string) =>
    (
      await both.call.ask<{ grantRole: object }>(grantRole, {
        input: { ...input, accountId: newcomer.gid, role: 'VIEWER', organizationId, endsOn: null },
      })
    ).grantRole;
  expect(await give(community.gid)).toEqual(tooLong);
  expect(await give((await tenant.add(community)).gid)).toMatchObject({ grant: { endsOn: null }, userErrors: [] });
});

test('a period that cannot be is refused with its place', async () => {
  const { tenant, community, refusal, north, south } = await setting();
  const dissolved = await tenant.add(community, { dissolvedOn: '2020-01-01' });
  const grid = await tenant.grid(north, [await tenant.add(north)]);
  const elsewhere = await tenant.grid(south, []);
  const before = await fingerprint(tenant);

  const notAfter = refusedBy('INVALID', 'endsOn', 'The end is not after the start.');
  expect(await refusal({ startsOn: '2020-12-01', endsOn: '2020-12-01' })).toEqual(notAfter);
  expect(await refusal({ endsOn: today })).toEqual(notAfter);
  expect(await refusal({ startsOn: '2020-06-29' })).toEqual(
    refusedBy('INVALID', 'startsOn', 'A grant begins today or later.'),
  );
  expect(await refusal({ organizationId: dissolved.gid })).toEqual(
    refusedBy('DISSOLVED', 'organizationId', 'The organization is dissolved.'),
  );
  expect(await refusal({ gridId: grid.gid })).toEqual(
    refusedBy('INVALID', 'gridId', 'Only GRID_WORKER is narrowed to a grid.'),
  );
  expect(await refusal({ role: 'GRID_WORKER', gridId: elsewhere.gid })).toEqual(
    refusedBy('NOT_FOUND', 'gridId', 'The organization has no such grid.'),
  );
  expect(await fingerprint(tenant)).toEqual(before);
});

test('the same role at the same place is held once at a time', async () => {
  const { refusal, community } = await setting();
  const duplicate = refusedBy('DUPLICATE_GRANT', 'role', 'The account holds this role there in that time already.');
  expect(await refusal({ startsOn: '2020-09-01' })).toMatchObject({ userErrors: [] });

  expect(await refusal({})).toEqual(duplicate);
  expect(await refusal({ startsOn: '2020-12-31', endsOn: '2022-01-01' })).toEqual(duplicate);
  // Before its beginning, after its end, at another place and in another role it is another grant.
  for (const change of [
    { endsOn: '2020-09-01' },
    { startsOn: '2021-01-01', endsOn: '2022-01-01' },
    { organizationId: community.gid },
    { role: 'VIEWER' },
  ]) {
    expect(await refusal(change)).toMatchObject({ userErrors: [] });
  }
});

test('a repeated key gives nothing twice', async () => {
  const { tenant, administrator, input } = await setting();
  const call = (role: string) =>
    administrator.call.ask<object>(grantRole, { input: { ...input, role, idempotencyKey: 'k' } });
  const first = await call('VIEWER');
  const before = await fingerprint(tenant);
  expect(await call('VIEWER')).toEqual(first);
  expect(await call('AUDITOR')).toMatchObject({ grantRole: { userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }] } });
  expect(await fingerprint(tenant)).toEqual(before);
});

test('given several times at the same moment it is given once', async () => {
  const { refusal } = await setting();
  for (const role of ['VIEWER', 'AUDITOR', 'TREASURER', 'INTEGRATOR', 'ORGANIZER']) {
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => refusal({ role })));
    const codes = (outcomes as { userErrors: { code: string }[] }[]).map(({ userErrors }) => userErrors[0]?.code);
    expect(codes.sort()).toEqual(['DUPLICATE_GRANT', 'DUPLICATE_GRANT', 'DUPLICATE_GRANT', undefined]);
  }
});
