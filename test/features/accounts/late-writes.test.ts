import { setTimeout as wait } from 'node:timers/promises';
import { holding, waiting } from '../../setup/locks';
import { fingerprint } from '../../setup/records';
import type { TestActor } from '../../setup/tenant';
import { World } from '../../setup/world';
import { changeStatus } from '../memberships/operations';
import { integration, keyOf, revokeApiKey } from './api-keys/operations';
import { revokeRole, suspendAccount } from './operations';
import { handBack, takeAccess } from './temporary/operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** Longer than what was read of the actor is trusted. */
const long = 2_100;

async function setting() {
  const place = await integration(world);
  const { tenant, north, administrator } = place;
  const writer = await tenant.actor([], north);
  const grant = await tenant.grant(writer.id, { role: 'INTEGRATOR', at: north });
  const member = await tenant.member({ in: north, status: 'APPLICANT' });
  const variables = { input: { membershipId: member.gid, status: 'ACTIVIST', effectiveOn: '2020-06-30' } };
  const statusOf = () => tenant.rows('select status, version from membership where id = $1', [member.id]);

  /** What is answered to a write that waits, while something happens, for whom else holds the membership. */
  async function whileItWaits(call: TestActor['call'], happens: () => Promise<unknown>, forLong = true) {
    const release = await holding(world, tenant, 'select from membership where id = $1 for update', [member.id]);
    const answer = call.send(changeStatus, variables);
    await waiting(world, 1);
    await happens();
    if (forLong) await wait(long);
    const before = await fingerprint(tenant);
    await release();
    const { data, errors } = await answer;
    const isWritten = JSON.stringify(await fingerprint(tenant)) !== JSON.stringify(before);
    return { data, codes: errors?.map(({ extensions }) => extensions.code), isWritten };
  }
  const done = { data: { changeMembershipStatus: { userErrors: [] } }, codes: undefined, isWritten: true };
  return { ...place, writer, grant, statusOf, whileItWaits, variables, administrator, done };
}

test('a write whose account was suspended while it waited is taken back', async () => {
  const { administrator, writer, whileItWaits, statusOf } = await setting();
  const suspend = () =>
    administrator.call.ask(suspendAccount, { input: { accountId: writer.gid, reason: 'left the branch' } });

  expect(await whileItWaits(writer.call, suspend)).toEqual({
    data: null,
    codes: ['UNAUTHENTICATED'],
    isWritten: false,
  });
  expect(await statusOf()).toEqual([{ status: 'APPLICANT', version: 1 }]);
});

test('one whose grant was taken back meanwhile is told to try again, and then refused', async () => {
  const { administrator, writer, grant, whileItWaits, variables } = await setting();
  const revoke = () => administrator.call.ask(revokeRole, { input: { grantId: grant.gid } });

  expect(await whileItWaits(writer.call, revoke)).toEqual({ data: null, codes: ['CONFLICT'], isWritten: false });
  expect(await writer.call.refusals(changeStatus, variables)).toEqual([
    { code: 'NOT_FOUND', path: 'changeMembershipStatus' },
  ]);
});

test('one whose API key was revoked meanwhile is taken back', async () => {
  const { administrator, accountId, community, whileItWaits } = await setting();
  const made = await keyOf(administrator, accountId, community);
  const revoke = () => administrator.call.ask(revokeApiKey, { input: { apiKeyId: made.apiKey.id } });

  expect(await whileItWaits(world.caller(made.secret), revoke)).toEqual({
    ...{ data: null, codes: ['UNAUTHENTICATED'], isWritten: false },
  });
});

test('one that has only waited is kept, for one statement more than a quick one', async () => {
  const counts: number[] = [];
  for (const forLong of [false, true]) {
    const { writer, whileItWaits, done } = await setting();
    world.statements.length = 0;
    expect(await whileItWaits(writer.call, () => Promise.resolve(), forLong)).toMatchObject(done);
    counts.push(world.statements.length);
  }
  expect(counts[1]).toBe((counts[0] ?? 0) + 1);
});

test('what a write itself ends does not take it back', async () => {
  const { tenant, south, administrator } = await setting();
  const { grant } = await takeAccess(administrator.call, { organizationId: south.gid, role: 'ORGANIZER' });
  const id = grant?.id.split('/').at(-1);
  const release = await holding(world, tenant, 'select from role_grant where id = $1 for update', [id]);
  const ended = administrator.call.ask(handBack, { input: { grantId: grant?.id } });
  await waiting(world, 1);
  await wait(long);
  await release();

  expect(await ended).toMatchObject({ endTemporaryAccess: { grant: { id: grant?.id }, userErrors: [] } });
  expect(await tenant.rows('select from role_grant where id = $1 and revoked_at is not null', [id])).toHaveLength(1);
});
