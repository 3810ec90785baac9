import type { TestActor, TestOrganization, TestTenant } from '../../../setup/tenant';
import { twoBranches } from '../../../setup/records';
import type { World } from '../../../setup/world';
import { grantRole } from '../operations';

const userErrors = 'userErrors { field code message }';
const key =
  'apiKey { id name prefix role organization { id } createdAt expiresAt lastUsedAt revokedAt replacedBy { id } isUsable }';

export const createServiceAccount = `mutation ($input: CreateServiceAccountInput!) {
  createServiceAccount(input: $input) { account { id name kind isSuspended } ${userErrors} } }`;
export const createApiKey = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { ${key} secret ${userErrors} } }`;
export const rotateApiKey = `mutation ($input: RotateApiKeyInput!) { rotateApiKey(input: $input) { ${key} secret ${userErrors} } }`;
export const revokeApiKey = `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { ${key} ${userErrors} } }`;
export const whoAmI = '{ viewer { name roots { id } } }';

export interface MadeKey {
  apiKey: { id: string; prefix: string; expiresAt: string } & Record<string, unknown>;
  secret: string;
}

/** An account for a program, made by an administrator and granted roles by him. */
export async function serviceAccount(
  { call }: TestActor,
  home: TestOrganization,
  name: string,
  grants: readonly { role: string; at: TestOrganization }[] = [],
): Promise<string> {
  const { createServiceAccount: made } = await call.ask<{ createServiceAccount: { account: { id: string } } }>(
    createServiceAccount,
    { input: { organizationId: home.gid, name } },
  );
  for (const { role, at } of grants) {
    await call.ask(grantRole, { input: { accountId: made.account.id, role, organizationId: at.gid } });
  }
  return made.account.id;
}

/** A key of a service account, as its administrator makes it. */
export async function keyOf(
  { call }: TestActor,
  accountId: string,
  at: TestOrganization,
  more: object = {},
): Promise<MadeKey> {
  const input = { accountId, organizationId: at.gid, name: '对接', ...more };
  return (await call.ask<{ createApiKey: MadeKey }>(createApiKey, { input })).createApiKey;
}

/** A street with its administrator, and an INTEGRATOR service account of its community with a key for all of that. */
export async function integration(world: World) {
  const tenant: TestTenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: branches.street });
  const { community } = branches;
  const name = `${tenant.code}-program`;
  const accountId = await serviceAccount(administrator, community, name, [{ role: 'INTEGRATOR', at: community }]);
  const made = await keyOf(administrator, accountId, community);
  return { tenant, ...branches, administrator, name, accountId, ...made, program: world.caller(made.secret) };
}

/** When the key was last used, as soon as that is noted: beside the answer, so it may come a moment later. */
export async function notedUse(tenant: TestTenant, prefix: string): Promise<string> {
  for (;;) {
    const [row] = await tenant.rows<{ lastUsedAt: Date | null }>(
      'select last_used_at as "lastUsedAt" from api_key where tenant_id = $1 and prefix = $2',
      [tenant.id, prefix],
    );
    if (row?.lastUsedAt) return row.lastUsedAt.toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
