import type { TestNode, TestOrganization, TestTenant } from '../setup/tenant';
import type { Nodes } from './places';
import type { NodeProbe, RootProbe } from './probes';

const id = (type: string, nodes: Nodes | undefined) => `"${nodes?.ids[type]}"`;

export const accountRootProbes: readonly RootProbe[] = [
  {
    field: 'Mutation.inviteAccount',
    targets: ['Organization'],
    says: ['INVALID'],
    args: ([at]) => `input: { organizationId: ${id('Organization', at)}, name: "new", subject: " " }`,
  },
  ...['suspend', 'restore'].map((act) => ({
    field: `Mutation.${act}Account`,
    targets: ['Account'],
    says: ['INVALID'],
    args: ([who]: readonly Nodes[]) => `input: { accountId: ${id('Account', who)}, reason: " " }`,
  })),
];

export const accountNodeProbes: readonly NodeProbe[] = [
  { field: 'Account.organization' },
  { field: 'Account.person' },
  { field: 'Account.invitedBy' },
  { field: 'Account.logins' },
  { field: 'Account.grants', args: 'first: 2' },
  { field: 'Grant.grantedBy' },
  { field: 'Grant.delegatedFrom' },
  { field: 'Grant.delegated', args: 'first: 2' },
];

interface Furniture {
  account: TestNode;
  author: TestNode;
  grant: TestNode;
  person: TestNode;
}

/** The account is the person's and was invited by the author; its grant is the middle one of a chain that has ended. */
export async function layOutDelegation(tenant: TestTenant, at: TestOrganization, facts: Furniture): Promise<void> {
  const { account, author, grant, person } = facts;
  await tenant.rows('update account set person_id = $2, invited_by = $3 where id = $1', [
    ...[account.id, person.id, author.id],
  ]);
  const [above, beneath] = [await ended(tenant, author, at), await ended(tenant, author, at)];
  await tenant.rows('update role_grant set granted_by = $2, delegated_from = $3 where id = $1', [
    ...[grant.id, author.id, above.id],
  ]);
  await tenant.rows('update role_grant set delegated_from = $2 where id = $1', [beneath.id, grant.id]);
}

const ended = (tenant: TestTenant, { id: holder }: TestNode, at: TestOrganization) =>
  tenant.grant(holder, { role: 'VIEWER', at, endsOn: '2020-02-01' });
