import { makeApiKey } from '../../src/access/api-key';
import { hashKey } from '../../src/access/key-hash';
import { gid, type TestNode, type TestOrganization, type TestTenant } from '../setup/tenant';
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
