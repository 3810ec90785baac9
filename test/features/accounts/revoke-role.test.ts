import { auditTrail, fingerprint, twoBranches } from '../../setup/records';
import { gid } from '../../setup/tenant';
import { World } from '../../setup/world';
import { refusedBy, revokeRole } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: branches.street });
  const holder = await tenant.actor([], branches.street);
  const grant = await tenant.grant(holder.id, { role: 'VIEWER', at: branches.north, endsOn: '2021-01-01' });
  return { tenant, ...branches, administrator, holder, grant };
}

const forbidden = [{ code: 'FORBIDDEN', path: 'revokeRole' }];
const absent = [{ code: 'NOT_FOUND', path: 'revokeRole' }];

test('an administrator takes a grant back, and the act is on record', async () => {
  const { tenant, north, administrator, holder, grant } = await setting();

  const data = await administrator.call.ask<{ revokeRole: { grant: { revokedAt: string } } }>(revokeRole, {
    input: { grantId: grant.gid },
  });

  const { revokedAt } = data.revokeRole.grant;
  expect(new Date(revokedAt).getTime()).not.toBeNaN();
  const shown = { role: 'VIEWER', startsOn: '2020-01-01', endsOn: '2021-01-01' };
  expect(data.revokeRole).toEqual({
    grant: { id: grant.gid, ...shown, revokedAt, organization: { id: north.gid }, account: { id: holder.gid } },
    userErrors: [],
  });
  const image = { ...shown, account: holder.gid, organization: north.gid, grid: null, delegatedFrom: null };
  expect(await auditTrail(tenant)).toEqual([
    {
      ...{ action: 'grant.revoked', node: grant.gid, organization: north.gid, account: administrator.gid },
      before: { ...image, revokedAt: null },
      after: { ...image, revokedAt: expect.any(String) },
    },
  ]);
});

test('a grant to come can be taken back; one that ended, or was taken back, cannot', async () => {
  const { tenant, north, administrator, holder, grant } = await setting();
  const past = await tenant.grant(holder.id, {
    role: 'VIEWER',
    at: north,
    startsOn: '2019-01-01',
    endsOn: '2020-06-30',
  });
  const coming = await tenant.grant(holder.id, { role: 'AUDITOR', at: north, startsOn: '2021-01-01' });
  const revoke = async (grantId: string) =>
    (await administrator.call.ask<{ revokeRole: object }>(revokeRole, { input: { grantId } })).revokeRole;
  const ended = refusedBy('ENDED', 'grantId', 'It has ended or was taken back already.');

  for (const each of [grant, coming]) expect(await revoke(each.gid)).toMatchObject({ userErrors: [] });
  const before = await fingerprint(tenant);
  for (const each of [grant, coming, past]) expect(await revoke(each.gid)).toEqual(ended);
  expect(await fingerprint(tenant)).toEqual(before);
});

test('grants at the own place and above are not his to take, nor those of others', async () => {
  const { tenant, street, administrator, holder } = await setting();
  const beside = await tenant.add(tenant.root);
  const own = await tenant.grant(holder.id, { role: 'VIEWER', at: street });
  const above = await tenant.grant(holder.id, { role: 'VIEWER', at: tenant.root });
  const neighbouring = await tenant.grant(holder.id, { role: 'VIEWER', at: beside });
  const foreign = await setting();
  const before = await fingerprint(tenant);
  const refusals = (grantId: string) => administrator.call.refusals(revokeRole, { input: { grantId } });

  expect(await refusals(own.gid)).toEqual(forbidden);
  for (const id of [above.gid, neighbouring.gid, foreign.grant.gid, gid('Grant', '999999999'), street.gid]) {
    expect(await refusals(id)).toEqual(absent);
  }
  expect(await fingerprint(tenant)).toEqual(before);
});

test('nobody but an administrator takes grants back, not even his own', async () => {
  const { tenant, street, north, grant } = await setting();
  for (const role of ['ORGANIZER', 'GRID_WORKER', 'TREASURER', 'INTEGRATOR', 'VIEWER']) {
    const actor = await tenant.actor({ role, at: street });
    const own = await tenant.grant(actor.id, { role: 'VIEWER', at: north });
    // Of others' grants he is told nothing; his own he sees.
    expect(await actor.call.refusals(revokeRole, { input: { grantId: grant.gid } })).toEqual(absent);
    expect(await actor.call.refusals(revokeRole, { input: { grantId: own.gid } })).toEqual(forbidden);
  }
  const auditor = await tenant.actor({ role: 'AUDITOR', at: street });
  expect(await auditor.call.refusals(revokeRole, { input: { grantId: grant.gid } })).toEqual(forbidden);
});
