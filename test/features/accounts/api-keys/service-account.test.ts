import { auditTrail, fingerprint, twoBranches } from '../../../setup/records';
import { World } from '../../../setup/world';
import { createServiceAccount } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: branches.street });
  const create = async (input: object) =>
    (await administrator.call.ask<{ createServiceAccount: object }>(createServiceAccount, { input }))
      .createServiceAccount;
  return { tenant, ...branches, administrator, create };
}

const refused = (code: string, field: string, message: string) => ({
  account: null,
  userErrors: [{ code, field: ['input', field], message }],
});

test('an administrator creates a service account beneath his own place, and the act is on record', async () => {
  const { tenant, community, administrator, create } = await setting();
  const made = (await create({ organizationId: community.gid, name: ' 党建平台 ' })) as { account: { id: string } };

  const { id } = made.account;
  expect(made).toEqual({
    account: { id, name: '党建平台', kind: 'SERVICE', isSuspended: false },
    userErrors: [],
  });
  expect(await auditTrail(tenant)).toEqual([
    {
      ...{ action: 'account.created', node: id, organization: community.gid, account: administrator.gid, before: null },
      after: { name: '党建平台', kind: 'SERVICE', organization: community.gid },
    },
  ]);
});

test('never at his own place or above it, and nobody but an administrator does', async () => {
  const { tenant, street, community, administrator } = await setting();
  const before = await fingerprint(tenant);
  const refusals = (organizationId: string, { call } = administrator) =>
    call.refusals(createServiceAccount, { input: { organizationId, name: '党建平台' } });

  expect(await refusals(street.gid)).toEqual([{ code: 'FORBIDDEN', path: 'createServiceAccount' }]);
  expect(await refusals(tenant.root.gid)).toEqual([{ code: 'NOT_FOUND', path: 'createServiceAccount' }]);
  for (const role of ['ORGANIZER', 'GRID_WORKER', 'TREASURER', 'INTEGRATOR', 'AUDITOR', 'VIEWER']) {
    expect(await refusals(community.gid, await tenant.actor({ role, at: street }))).toEqual([
      { code: 'FORBIDDEN', path: 'createServiceAccount' },
    ]);
  }
  expect((await fingerprint(tenant)).audit_entry).toBe(before.audit_entry);
});

test('a name that is taken, a blank one and a dissolved place are refused with their field', async () => {
  const { tenant, street, community, create, secretary } = await setting();
  const dissolved = await tenant.add(street, { dissolvedOn: '2020-01-01' });
  const before = await fingerprint(tenant);

  expect(await create({ organizationId: community.gid, name: secretary.name })).toEqual(
    refused('NAME_TAKEN', 'name', 'Another account has this name.'),
  );
  expect(await create({ organizationId: community.gid, name: ' ' })).toEqual(
    refused('INVALID', 'name', 'This takes 1 to 200 characters, some of them visible, no control characters.'),
  );
  expect(await create({ organizationId: dissolved.gid, name: '党建平台' })).toEqual(
    refused('DISSOLVED', 'organizationId', 'The organization is dissolved.'),
  );
  expect(await fingerprint(tenant)).toEqual(before);
});

test('a repeated key creates nothing twice', async () => {
  const { tenant, community, create } = await setting();
  const input = { organizationId: community.gid, name: '党建平台', idempotencyKey: 'k' };
  const first = await create(input);
  const before = await fingerprint(tenant);
  expect(await create(input)).toEqual(first);
  expect(await create({ ...input, name: '别的' })).toMatchObject({ userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }] });
  expect(await fingerprint(tenant)).toEqual(before);
});
