import { auditTrail, fingerprint } from '../../../setup/records';
import type { TestActor } from '../../../setup/tenant';
import { World } from '../../../setup/world';
import { integration, keyOf, revokeApiKey, rotateApiKey, whoAmI, type MadeKey } from './operations';

const start = '2020-06-30T04:00:00.000Z';
const clock = { instant: start };
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(clock.instant) });
});
beforeEach(() => {
  clock.instant = start;
});
afterAll(() => world.close());

const rotate = async ({ call }: TestActor, apiKeyId: string, more: object = {}) =>
  (
    await call.ask<{ rotateApiKey: MadeKey & { userErrors: { code: string }[] } }>(rotateApiKey, {
      input: { apiKeyId, ...more },
    })
  ).rotateApiKey;
const works = async (secret: string) => {
  const { data, errors } = await world.caller(secret).send(whoAmI);
  if (errors) expect(errors).toMatchObject([{ path: ['viewer'], extensions: { code: 'UNAUTHENTICATED' } }]);
  return data !== null;
};
const refused = (code: string, field: string, message: string) => ({
  ...{ apiKey: null, secret: null },
  userErrors: [{ code, field: ['input', field], message }],
});

test('the new key has the scope and lifetime of the old, which works on for the overlap', async () => {
  const { administrator, accountId, north } = await integration(world);
  const old = await keyOf(administrator, accountId, north, {
    role: 'INTEGRATOR',
    expiresAt: '2020-07-30T04:00:00.000Z',
  });
  clock.instant = '2020-07-10T04:00:00.000Z';
  const next = await rotate(administrator, old.apiKey.id, { overlapHours: 2 });

  expect(next.apiKey).toEqual({
    ...old.apiKey,
    ...{ id: next.apiKey.id, prefix: next.apiKey.prefix },
    ...{ createdAt: clock.instant, expiresAt: '2020-08-09T04:00:00.000Z' },
  });
  expect([next.apiKey.id, next.apiKey.prefix, next.secret]).not.toContain(old.apiKey.id);
  const seen: [boolean, boolean][] = [];
  for (const instant of [
    '2020-07-10T05:59:59.999Z',
    '2020-07-10T06:00:00.000Z',
    '2020-08-09T03:59:59.999Z',
    '2020-08-09T04:00:00.000Z',
  ]) {
    clock.instant = instant;
    seen.push([await works(old.secret), await works(next.secret)]);
  }
  expect(seen).toEqual([
    [true, true],
    [false, true],
    [false, true],
    [false, false],
  ]);
});

test('both acts are on record, without secret or hash', async () => {
  const { tenant, administrator, accountId, community, apiKey } = await integration(world);
  const next = await rotate(administrator, apiKey.id);
  const image = {
    ...{ account: accountId, organization: community.gid, name: '对接', role: null, revokedAt: null },
    ...{ prefix: apiKey.prefix, expiresAt: apiKey.expiresAt, replacedBy: null },
  };
  const where = { organization: community.gid, account: administrator.gid };
  expect((await auditTrail(tenant)).slice(-2)).toEqual([
    {
      action: 'api_key.created',
      node: next.apiKey.id,
      ...where,
      before: null,
      after: { ...image, prefix: next.apiKey.prefix },
    },
    {
      ...{ action: 'api_key.rotated', node: apiKey.id, ...where, before: image },
      after: { ...image, expiresAt: '2020-07-01T04:00:00.000Z', replacedBy: next.apiKey.id },
    },
  ]);
});

test('the old key never works longer than it would have', async () => {
  const { administrator, accountId, north } = await integration(world);
  const old = await keyOf(administrator, accountId, north, { expiresAt: '2020-06-30T05:00:00.000Z' });
  const { userErrors } = await rotate(administrator, old.apiKey.id, { overlapHours: 168 });
  expect(userErrors).toEqual([]);
  clock.instant = '2020-06-30T05:00:00.000Z';
  expect(await works(old.secret)).toBe(false);
});

test('with no overlap the old key stops at once', async () => {
  const { administrator, apiKey, secret } = await integration(world);
  expect(await works(secret)).toBe(true);
  const next = await rotate(administrator, apiKey.id, { overlapHours: 0 });
  expect([await works(secret), await works(next.secret)]).toEqual([false, true]);
});

test('what was replaced, taken back or has expired is not replaced, nor with an overlap that cannot be', async () => {
  const { tenant, administrator, accountId, community, apiKey } = await integration(world);
  await rotate(administrator, apiKey.id);
  const revoked = await keyOf(administrator, accountId, community);
  await administrator.call.ask(revokeApiKey, { input: { apiKeyId: revoked.apiKey.id } });
  const expired = await keyOf(administrator, accountId, community, { expiresAt: '2020-06-30T04:00:00.001Z' });
  const good = await keyOf(administrator, accountId, community);
  clock.instant = '2020-06-30T04:00:00.001Z';
  const before = await fingerprint(tenant);

  expect(await rotate(administrator, apiKey.id)).toEqual(
    refused('REPLACED', 'apiKeyId', 'Another key has replaced it already.'),
  );
  const ended = refused('ENDED', 'apiKeyId', 'It has expired or was taken back already.');
  expect(await rotate(administrator, revoked.apiKey.id)).toEqual(ended);
  expect(await rotate(administrator, expired.apiKey.id)).toEqual(ended);
  for (const overlapHours of [-1, 169]) {
    expect(await rotate(administrator, good.apiKey.id, { overlapHours })).toEqual(
      refused('INVALID', 'overlapHours', 'The overlap is 0 to 168 hours.'),
    );
  }
  expect(await fingerprint(tenant)).toEqual(before);
});

test('replaced several times at the same moment it is replaced once', async () => {
  const { tenant, administrator, apiKey } = await integration(world);
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => rotate(administrator, apiKey.id)));
  expect(outcomes.map(({ userErrors }) => userErrors[0]?.code).sort()).toEqual([
    ...['REPLACED', 'REPLACED', 'REPLACED', undefined],
  ]);
  const winner = outcomes.find(({ userErrors }) => userErrors.length === 0);
  const [row] = await tenant.rows<{ next: string; count: number }>(
    `select 'gid://sanlou/ApiKey/' || replaced_by as next, (select count(*)::int from api_key where tenant_id = $1) as count
     from api_key where tenant_id = $1 and prefix = $2`,
    [tenant.id, apiKey.prefix],
  );
  expect(row).toEqual({ next: winner?.apiKey.id, count: 2 });
});

test('nobody is shown the secret of a key that reaches further than he', async () => {
  const { tenant, street, community, north, accountId } = await integration(world);
  const higher = await tenant.actor({ role: 'ADMINISTRATOR', at: tenant.root });
  const { apiKey } = await keyOf(higher, accountId, street);
  const beside = await tenant.add(tenant.root);
  const elsewhere = await keyOf(higher, accountId, beside);
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: street });

  const forbidden = [{ code: 'FORBIDDEN', path: 'rotateApiKey' }];
  for (const apiKeyId of [apiKey.id, elsewhere.apiKey.id]) {
    expect(await administrator.call.refusals(rotateApiKey, { input: { apiKeyId } })).toEqual(forbidden);
  }
  // The account does not belong beneath the community, so its keys are not his either.
  const lower = await tenant.actor({ role: 'ADMINISTRATOR', at: community });
  const { apiKey: ofNorth } = await keyOf(higher, accountId, north);
  expect(await lower.call.refusals(rotateApiKey, { input: { apiKeyId: ofNorth.id } })).toEqual(forbidden);
  // He takes it back all the same: the account is his.
  expect(await administrator.call.ask(revokeApiKey, { input: { apiKeyId: apiKey.id } })).toMatchObject({
    revokeApiKey: { apiKey: { id: apiKey.id, isUsable: false }, userErrors: [] },
  });
});
