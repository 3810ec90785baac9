import { developmentIssuer } from '../../../src/access/personas';
import { auditTrail, fingerprint, twoBranches } from '../../setup/records';
import { gid } from '../../setup/tenant';
import { World } from '../../setup/world';
import { grantRole, inviteAccount, reachable, restoreAccount, suspendAccount, viewer } from './operations';

let world: World;
let made = 0;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

interface Invited {
  account: { id: string } | null;
  userErrors: { code: string; field: string[]; message: string }[];
}

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: branches.street });
  made += 1;
  const input = { organizationId: branches.north.gid, name: '李秘书', subject: `secretary-${made}` };
  const invite = async (change: object = {}, { call } = administrator) =>
    (await call.ask<{ inviteAccount: Invited }>(inviteAccount, { input: { ...input, ...change } })).inviteAccount;
  const refusals = (change: object, { call } = administrator) =>
    call.refusals(inviteAccount, { input: { ...input, ...change } });
  return { tenant, ...branches, administrator, input, invite, refusals };
}

const refusedBy = (code: string, field: string, message: string) => ({
  account: null,
  userErrors: [{ code, field: ['input', field], message }],
});
const forbidden = [{ code: 'FORBIDDEN', path: 'inviteAccount' }];
const absent = [{ code: 'NOT_FOUND', path: 'inviteAccount' }];

test('an invited account belongs to its place and person, has one login and no grant, and the act is on record', async () => {
  const { tenant, north, administrator, input, invite } = await setting();
  const person = await tenant.person(north);

  const { account, userErrors } = await invite({ personId: person.gid });

  const id = account?.id ?? '';
  const login = { issuer: developmentIssuer, subject: input.subject };
  expect([account, userErrors]).toEqual([
    {
      ...{ id, name: input.name, isSuspended: false, suspendedAt: null },
      ...{ organization: { id: north.gid }, person: { id: person.gid } },
      invitedBy: { id: administrator.gid },
      ...{ logins: [login], grants: { nodes: [] } },
    },
    [],
  ]);
  expect(await auditTrail(tenant)).toEqual([
    {
      ...{ action: 'account.invited', node: id, organization: north.gid, account: administrator.gid, before: null },
      after: { ...login, name: input.name, organization: north.gid, person: person.gid },
    },
  ]);
});

test('he signs in, sees nothing until he is granted something, and is nobody while he is suspended', async () => {
  const { north, administrator, input, invite } = await setting();
  const secretary = world.caller(await world.keys.sign(input.subject));
  const see = async () => {
    const { data, errors } = await secretary.send<{ organization: object | null }>(reachable, { id: north.gid });
    return data?.organization ?? errors?.[0]?.extensions.code;
  };
  expect(await see()).toBe('UNAUTHENTICATED');
  const accountId = (await invite()).account?.id;
  expect(await see()).toBe('NOT_FOUND');
  expect(await secretary.ask(viewer)).toMatchObject({ viewer: { name: input.name, roots: [], grants: [] } });

  const grant = { accountId, role: 'VIEWER', organizationId: north.gid };
  await administrator.call.ask(grantRole, { input: grant });
  expect(await see()).toEqual({ id: north.gid });

  await administrator.call.ask(suspendAccount, { input: { accountId, reason: 'left' } });
  expect(await see()).toBe('UNAUTHENTICATED');
  expect(await secretary.refusals(viewer)).toEqual([{ code: 'UNAUTHENTICATED', path: 'viewer' }]);
  await administrator.call.ask(restoreAccount, { input: { accountId, reason: 'is back' } });
  expect(await see()).toEqual({ id: north.gid });
});

test('only strictly beneath his own place, and only an administrator', async () => {
  const { tenant, street, refusals } = await setting();
  const beside = await tenant.add(tenant.root);
  const foreign = await setting();
  const before = await fingerprint(tenant);
  expect(await refusals({ organizationId: street.gid })).toEqual(forbidden);
  for (const id of [tenant.root.gid, beside.gid, foreign.north.gid, gid('Organization', '999999999'), 'x']) {
    expect(await refusals({ organizationId: id })).toEqual(absent);
  }
  expect(await fingerprint(tenant)).toEqual(before);
  for (const role of ['ORGANIZER', 'GRID_WORKER', 'TREASURER', 'INTEGRATOR', 'AUDITOR', 'VIEWER']) {
    expect(await refusals({}, await tenant.actor({ role, at: street }))).toEqual(forbidden);
  }
});

test('name and subject are taken once in a county, and nothing of another county shows', async () => {
  const { tenant, input, invite, administrator } = await setting();
  await invite();
  const before = await fingerprint(tenant);
  expect(await invite({ subject: 'another' })).toEqual(
    refusedBy('NAME_TAKEN', 'name', 'Another account has this name.'),
  );
  const taken = refusedBy('SUBJECT_TAKEN', 'subject', 'This subject has an account already.');
  expect(await invite({ name: 'another' })).toEqual(taken);
  expect(await invite({ name: 'another', subject: administrator.name })).toEqual(taken);
  expect(await fingerprint(tenant)).toEqual(before);
  // Another issuer's subject of the same name is somebody else.
  expect(await invite({ name: 'another', issuer: 'https://issuer.example.org' })).toMatchObject({
    account: { logins: [{ issuer: 'https://issuer.example.org', subject: input.subject }] },
    userErrors: [],
  });

  const elsewhere = await setting();
  const { account } = await elsewhere.invite({ name: input.name, subject: input.subject });
  expect(account).toMatchObject({ name: input.name, logins: [{ subject: input.subject }] });
  const secretary = world.caller(await world.keys.sign(input.subject));
  const county = '{ viewer { tenant { code } } }';
  expect(await secretary.ask(county)).toEqual({ viewer: { tenant: { code: tenant.code } } });
  const there = secretary.with({ 'x-sanlou-tenant': elsewhere.tenant.code });
  expect(await there.ask(county)).toEqual({ viewer: { tenant: { code: elsewhere.tenant.code } } });
});

test('what cannot be is refused with its place, and nothing is written', async () => {
  const { tenant, north, community, invite } = await setting();
  const dissolved = await tenant.add(community, { dissolvedOn: '2020-01-01' });
  const hidden = await tenant.person(await tenant.add(tenant.root));
  const elsewhere = await world.tenant();
  const foreign = await elsewhere.person(elsewhere.root);
  const before = await fingerprint(tenant);

  expect(await invite({ organizationId: dissolved.gid })).toEqual(
    refusedBy('DISSOLVED', 'organizationId', 'The organization is dissolved.'),
  );
  const nobody = refusedBy('NOT_FOUND', 'personId', 'There is no such person.');
  for (const personId of [hidden.gid, foreign.gid, gid('Person', '999999999'), north.gid, '1', '']) {
    expect(await invite({ personId })).toEqual(nobody);
  }
  for (const name of [' ', '\u200b', 'x'.repeat(201), 'a\nb']) {
    expect((await invite({ name })).userErrors).toMatchObject([{ code: 'INVALID', field: ['input', 'name'] }]);
  }
  const text = 'This takes 1 to 255 characters, no control characters, no blanks around them.';
  for (const subject of ['', ' ', 'a ', '\u3000a', 'x'.repeat(256), 'a\u0007b']) {
    expect(await invite({ subject })).toEqual(refusedBy('INVALID', 'subject', text));
  }
  expect(await invite({ issuer: '' })).toEqual(refusedBy('INVALID', 'issuer', text));
  expect((await invite({ subject: 'a\0b' })).userErrors).toMatchObject([
    { code: 'INVALID', field: ['input', 'subject'] },
  ]);
  expect(await fingerprint(tenant)).toEqual(before);
});

test('a person may have several accounts, and one whom the reader may not see is none', async () => {
  const { tenant, north, administrator, invite } = await setting();
  const person = await tenant.person(north);
  for (const name of ['one', 'two']) {
    expect(await invite({ name, subject: `${tenant.code}-${name}`, personId: person.gid })).toMatchObject({
      account: { person: { id: person.gid } },
      userErrors: [],
    });
  }
  await tenant.rows('update person set organization_id = $2 where id = $1', [person.id, tenant.root.id]);
  const shown = await administrator.call.ask(
    'query ($id: ID!) { organization(by: { id: $id }) { accounts(first: 9) { nodes { name person { id } } } } }',
    { id: north.gid },
  );
  expect(shown).toEqual({
    organization: {
      accounts: { nodes: ['one', 'two'].map((name) => ({ name, person: null })) },
    },
  });
});

test('a repeated key invites nobody twice; at the same moment one is invited', async () => {
  const { tenant, invite } = await setting();
  const first = await invite({ idempotencyKey: 'k' });
  const before = await fingerprint(tenant);
  expect(await invite({ idempotencyKey: 'k' })).toEqual(first);
  expect(await fingerprint(tenant)).toEqual(before);

  const outcomes = await Promise.all(
    [1, 2, 3].map((at) => invite({ name: `name ${at}`, subject: `${tenant.code}-s` })),
  );
  const codes = outcomes.map(({ userErrors }) => userErrors[0]?.code).sort();
  expect(codes).toEqual(['SUBJECT_TAKEN', 'SUBJECT_TAKEN', undefined]);
});
