import type { TestNode, TestOrganization, TestTenant } from '../setup/tenant';
import type { Naming } from './namings';
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

function naming(field: string, type: string, ask: Naming['ask']): Naming {
  const other = type === 'Organization' ? 'Person' : 'Organization';
  const impossible = [`gid://sanlou/${other}/1`, `gid://sanlou/${type}/0`, `gid://sanlou/${type}/1 `, '1', ''];
  return { field, ask, nameOf: ({ ids }) => ids[type] ?? '', absent: `gid://sanlou/${type}/999999999`, impossible };
}

const change = (name: string, input: string) =>
  `mutation { ${name}(input: { ${input} }) { userErrors { field message code } } }`;

export const accountNamings: readonly Naming[] = [
  naming('InviteAccountInput.organizationId', 'Organization', (name) =>
    change('inviteAccount', `organizationId: "${name}", name: "new", subject: " "`),
  ),
  // Visible, it is the name that is at fault: it is taken.
  naming('InviteAccountInput.personId', 'Person', (name, { ids, accountName }) =>
    change(
      'inviteAccount',
      `organizationId: "${ids.Organization}", name: "${accountName}", subject: "new", personId: "${name}"`,
    ),
  ),
  naming('SuspendAccountInput.accountId', 'Account', (name) =>
    change('suspendAccount', `accountId: "${name}", reason: " "`),
  ),
  naming('RestoreAccountInput.accountId', 'Account', (name) =>
    change('restoreAccount', `accountId: "${name}", reason: " "`),
  ),
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
