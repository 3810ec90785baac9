import { makeApiKey } from '../../src/access/api-key';
import { hashKey } from '../../src/access/key-hash';
import { gid, type TestNode, type TestOrganization, type TestTenant } from '../setup/tenant';
import type { Naming } from './namings';
import type { Nodes } from './places';
import type { NodeProbe, RootProbe } from './probes';

const id = (type: string, nodes: Nodes | undefined) => `"${nodes?.ids[type]}"`;

export const apiKeyRootProbes: readonly RootProbe[] = [
  {
    field: 'Mutation.createServiceAccount',
    targets: ['Organization'],
    says: ['INVALID'],
    args: ([at]) => `input: { organizationId: ${id('Organization', at)}, name: " " }`,
  },
  {
    field: 'Mutation.createApiKey',
    targets: ['Organization', 'Account'],
    says: ['INVALID'],
    args: ([at, of]) =>
      `input: { organizationId: ${id('Organization', at)}, accountId: ${id('Account', of)}, name: " " }`,
  },
  {
    field: 'Mutation.rotateApiKey',
    targets: ['ApiKey'],
    says: ['ENDED'],
    args: ([what]) => `input: { apiKeyId: ${id('ApiKey', what)} }`,
  },
  {
    field: 'Mutation.revokeApiKey',
    targets: ['ApiKey'],
    says: ['ENDED'],
    args: ([what]) => `input: { apiKeyId: ${id('ApiKey', what)} }`,
  },
];

export const apiKeyNodeProbes: readonly NodeProbe[] = [{ field: 'Account.apiKeys' }, { field: 'ApiKey.organization' }];

function naming(field: string, type: string, ask: Naming['ask']): Naming {
  const other = type === 'Organization' ? 'Person' : 'Organization';
  return {
    field,
    ask,
    nameOf: ({ ids }) => ids[type] ?? '',
    absent: `gid://sanlou/${type}/999999999`,
    impossible: [
      `gid://sanlou/${other}/1`,
      `gid://sanlou/${type}/0`,
      `gid://sanlou/${type}/9223372036854775808`,
      '1',
      '',
    ],
  };
}

const change = (name: string, input: string) =>
  `mutation { ${name}(input: { ${input} }) { userErrors { field code message } } }`;

export const apiKeyNamings: readonly Naming[] = [
  naming('CreateServiceAccountInput.organizationId', 'Organization', (name) =>
    change('createServiceAccount', `organizationId: "${name}", name: " "`),
  ),
  naming('CreateApiKeyInput.organizationId', 'Organization', (name, { ids }) =>
    change('createApiKey', `organizationId: "${name}", accountId: "${ids.Account}", name: " "`),
  ),
  naming('CreateApiKeyInput.accountId', 'Account', (name, { ids }) =>
    change('createApiKey', `organizationId: "${ids.Organization}", accountId: "${name}", name: " "`),
  ),
  naming('RotateApiKeyInput.apiKeyId', 'ApiKey', (name) => change('rotateApiKey', `apiKeyId: "${name}"`)),
  naming('RevokeApiKeyInput.apiKeyId', 'ApiKey', (name) => change('revokeApiKey', `apiKeyId: "${name}"`)),
];

/** A key of the account, taken back already; the account becomes a service account. */
export async function layOutApiKey(tenant: TestTenant, account: TestNode, at: TestOrganization): Promise<string> {
  await tenant.rows(`update account set kind = 'SERVICE' where id = $1`, [account.id]);
  const { text, prefix } = makeApiKey(tenant.id);
  const { hash, hashedWith } = hashKey(text);
  const [row] = await tenant.rows<{ id: string }>(
    `insert into api_key (tenant_id, account_id, name, prefix, key_hash, hashed_with, organization_id, created_by, created_at, expires_at, revoked_at)
     values ($1, $2, 'key', $3, $4, $5, $6, $2, now(), now() + interval '1 day', now()) returning id`,
    [tenant.id, account.id, prefix, hash, hashedWith, at.id],
  );
  return gid('ApiKey', row?.id ?? '');
}
