import { World } from '../../../setup/world';
import { integration, keyOf, notedUse, revokeApiKey, rotateApiKey, whoAmI, type MadeKey } from './operations';

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

const LIST = `query ($id: ID!) { node(id: $id) { ... on Account { kind apiKeys {
  id prefix isUsable organization { id } replacedBy { id } lastUsedAt } } } }`;
const NODE = 'query ($id: ID!) { node(id: $id) { ... on ApiKey { id isUsable organization { id } } } }';

test('keys that work come first, then the newest first, each with what became of it', async () => {
  const { tenant, administrator, accountId, community, apiKey, secret } = await integration(world);
  const revoked = await keyOf(administrator, accountId, community);
  await administrator.call.ask(revokeApiKey, { input: { apiKeyId: revoked.apiKey.id } });
  const expired = await keyOf(administrator, accountId, community, { expiresAt: '2020-06-30T04:00:00.001Z' });
  const { rotateApiKey: next } = await administrator.call.ask<{ rotateApiKey: MadeKey }>(rotateApiKey, {
    input: { apiKeyId: apiKey.id },
  });
  await world.caller(secret).ask(whoAmI);
  await notedUse(tenant, apiKey.prefix);
  clock.instant = '2020-06-30T04:00:00.001Z';

  const shown = (made: Pick<MadeKey, 'apiKey'>, isUsable: boolean, more: object = {}) => ({
    ...{ id: made.apiKey.id, prefix: made.apiKey.prefix, isUsable, organization: { id: community.gid } },
    ...{ replacedBy: null, lastUsedAt: null, ...more },
  });
  expect(await administrator.call.ask(LIST, { id: accountId })).toEqual({
    node: {
      kind: 'SERVICE',
      apiKeys: [
        shown(next, true),
        shown({ apiKey }, true, { replacedBy: { id: next.apiKey.id }, lastUsedAt: start }),
        shown(expired, false),
        shown(revoked, false),
      ],
    },
  });
});

test('the keys of several accounts are one statement', async () => {
  const { tenant, administrator, accountId } = await integration(world);
  const other = await tenant.actor([], tenant.root);
  const auditor = await tenant.actor({ role: 'AUDITOR', at: tenant.root });
  const [snapshot, accounts, keys] = [1, 1, 1];
  const ids = [accountId, administrator.gid, other.gid];
  const MANY = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Account { kind apiKeys { prefix } } } }';
  const sent = await world.countStatements(async () => {
    expect(await auditor.call.ask(MANY, { ids })).toMatchObject({
      nodes: [{ kind: 'SERVICE', apiKeys: [{}] }, { kind: 'PERSON', apiKeys: [] }, { apiKeys: [] }],
    });
  });
  expect(sent).toBe(snapshot + accounts + keys);
});

test('a program sees its own account and none of its keys', async () => {
  const { accountId, apiKey, program } = await integration(world);
  expect(await program.ask(LIST, { id: accountId })).toEqual({ node: { kind: 'SERVICE', apiKeys: [] } });
  expect(await program.refusals(NODE, { id: apiKey.id })).toEqual([{ code: 'NOT_FOUND', path: 'node' }]);
});

test('the place of a key is not told to whom it is out of sight', async () => {
  const { tenant, administrator, accountId } = await integration(world);
  const higher = await tenant.actor({ role: 'ADMINISTRATOR', at: tenant.root });
  const beside = await tenant.add(tenant.root);
  const { apiKey } = await keyOf(higher, accountId, beside);
  expect(await administrator.call.ask(NODE, { id: apiKey.id })).toEqual({
    node: { id: apiKey.id, isUsable: true, organization: null },
  });
});

test('a key of a suspended account is not usable', async () => {
  const { tenant, administrator, accountId, apiKey } = await integration(world);
  await tenant.rows(`update account set suspended_at = now() where 'gid://sanlou/Account/' || id = $1`, [accountId]);
  expect(await administrator.call.ask(NODE, { id: apiKey.id })).toMatchObject({ node: { isUsable: false } });
});
