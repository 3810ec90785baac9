import { World } from '../../../setup/world';
import { suspendAccount } from '../operations';
import { integration, keyOf, revokeApiKey, whoAmI } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const made = `query ($id: ID!, $by: ID!) { organization(by: { id: $id }) {
  auditEntries(first: 100, reach: SUBTREE, accountId: $by, actions: ["api_key."]) { nodes { action nodeId } } } }`;

test('the keys that a suspended administrator has made work on; they are found in the trail and taken back', async () => {
  const { tenant, street, community, south, administrator, accountId, apiKey, program } = await integration(world);
  await tenant.rows('update account set organization_id = $2 where id = $1', [administrator.id, street.id]);
  const second = await keyOf(administrator, accountId, south);
  const chief = await tenant.actor([
    { role: 'ADMINISTRATOR', at: tenant.root },
    { role: 'AUDITOR', at: tenant.root },
  ]);
  await keyOf(chief, accountId, community);
  await chief.call.ask(suspendAccount, { input: { accountId: administrator.gid, reason: 'was not himself' } });
  expect(await program.refusals(whoAmI)).toEqual([]);

  const { organization } = await chief.call.ask<{
    organization: { auditEntries: { nodes: { action: string; nodeId: string }[] } };
  }>(made, { id: tenant.root.gid, by: administrator.gid });
  const { nodes } = organization.auditEntries;
  expect(nodes).toEqual([second.apiKey.id, apiKey.id].map((nodeId) => ({ action: 'api_key.created', nodeId })));
  for (const { nodeId } of nodes) await chief.call.ask(revokeApiKey, { input: { apiKeyId: nodeId } });
  expect(await program.refusals(whoAmI)).toEqual([{ code: 'UNAUTHENTICATED', path: 'viewer' }]);
});
