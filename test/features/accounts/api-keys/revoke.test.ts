import { auditTrail, fingerprint } from '../../../setup/records';
import { World } from '../../../setup/world';
import { integration, keyOf, notedUse, revokeApiKey, serviceAccount, whoAmI } from './operations';

const now = '2020-06-30T04:00:00.000Z';
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(now) });
});
afterAll(() => world.close());

test('a key that is taken back stops at once, and the act is on record', async () => {
  const { tenant, administrator, accountId, community, apiKey, program } = await integration(world);
  await program.ask(whoAmI);
  expect(await notedUse(tenant, apiKey.prefix)).toBe(now);
  const done = await administrator.call.ask(revokeApiKey, { input: { apiKeyId: apiKey.id } });

  const revoked = { ...apiKey, revokedAt: now, lastUsedAt: now, isUsable: false };
  expect(done).toEqual({ revokeApiKey: { apiKey: revoked, userErrors: [] } });
  expect(await program.refusals(whoAmI)).toEqual([{ code: 'UNAUTHENTICATED', path: 'viewer' }]);
  const image = {
    ...{ account: accountId, organization: community.gid, name: '对接', prefix: apiKey.prefix, role: null },
    ...{ expiresAt: apiKey.expiresAt, revokedAt: null, replacedBy: null },
  };
  expect((await auditTrail(tenant)).at(-1)).toEqual({
    ...{ action: 'api_key.revoked', node: apiKey.id, organization: community.gid, account: administrator.gid },
    ...{ before: image, after: { ...image, revokedAt: now } },
  });
});

test('it is taken back once', async () => {
  const { tenant, administrator, apiKey } = await integration(world);
  const revoke = () => administrator.call.ask<object>(revokeApiKey, { input: { apiKeyId: apiKey.id } });
  await revoke();
  const before = await fingerprint(tenant);
  const message = 'It has expired or was taken back already.';
  expect(await revoke()).toEqual({
    revokeApiKey: { apiKey: null, userErrors: [{ code: 'ENDED', field: ['input', 'apiKeyId'], message }] },
  });
  expect(await fingerprint(tenant)).toEqual(before);
});

test('a key that takes itself back ends the batch of mutations that it is in, and what is read beneath it', async () => {
  const { tenant, street, community, north, administrator } = await integration(world);
  const name = `${tenant.code}-keeper`;
  const higher = await tenant.actor({ role: 'ADMINISTRATOR', at: tenant.root });
  const accountId = await serviceAccount(higher, north, name, [{ role: 'ADMINISTRATOR', at: street }]);
  const { apiKey, secret } = await keyOf(administrator, accountId, community);
  const create = (alias: string) =>
    `${alias}: createServiceAccount(input: { organizationId: "${north.gid}", name: "${name}-${alias}" }) { account { name } }`;

  const { data, errors } = await world.caller(secret).send(`mutation {
    ${create('before')}
    revoked: revokeApiKey(input: { apiKeyId: "${apiKey.id}" }) { apiKey { isUsable organization { id } } userErrors { code } }
    ${create('after')} }`);

  expect(data).toBeNull();
  expect(errors?.map(({ path, message, extensions }) => [path?.join('.'), message, extensions.code])).toEqual([
    ['revoked.apiKey.organization', 'A valid bearer token is required.', 'UNAUTHENTICATED'],
    ['after', 'A valid bearer token is required.', 'UNAUTHENTICATED'],
  ]);
  const made = await tenant.rows<{ name: string }>('select name from account where name like $1', [`${name}-%`]);
  expect(made).toEqual([{ name: `${name}-before` }]);
});

test('a key of a suspended account is none until the account is restored', async () => {
  const { tenant, name, community, program } = await integration(world);
  const suspend = (when: string) =>
    tenant.rows(`update account set suspended_at = ${when} where tenant_id = $1 and name = $2`, [tenant.id, name]);
  await suspend('now()');
  expect(await program.refusals(whoAmI)).toEqual([{ code: 'UNAUTHENTICATED', path: 'viewer' }]);
  await suspend('null');
  expect(await program.ask(whoAmI)).toEqual({ viewer: { name, roots: [{ id: community.gid }] } });
});
