import { fromGlobalId } from '../../graphql/ids';
import { and, can, inherited, inheritedConnection, scoped, signedIn, type PermissionPage } from '../../graphql/rules';
import type { Account } from './account.entity';
import type { GrantRoleInput, RevokeRoleInput } from './account.inputs';
import { administeredAccount, administeredGrant } from './account.locate';
import type { InviteAccountInput, RestoreAccountInput, SuspendAccountInput } from './administration.inputs';

const place = (_parent: unknown, { input }: { input: GrantRoleInput | InviteAccountInput }) =>
  fromGlobalId('Organization', input.organizationId);
// An account is administered from above the place where it belongs.
const account = can<unknown, { input: SuspendAccountInput | RestoreAccountInput }>(
  'account:write',
  (_parent, { input }, ctx) => administeredAccount(ctx, input.accountId),
  { strictly: true, seen: true },
);
const accountPayload = inherited('account', 'userErrors');
const grantPayload = inherited('grant', 'userErrors');

export const permissions: PermissionPage = {
  Query: { viewer: signedIn },
  Mutation: {
    inviteAccount: can('account:write', place, { strictly: true }),
    suspendAccount: account,
    restoreAccount: account,
    // Nobody gives or takes a role at his own place or above it, nor to an account that belongs where he has no say.
    grantRole: and(
      can('grant:write', place, { strictly: true }),
      can<unknown, { input: GrantRoleInput }>(
        'grant:write',
        (_parent, { input }, ctx) => administeredAccount(ctx, input.accountId),
        { seen: true },
      ),
    ),
    revokeRole: can<unknown, { input: RevokeRoleInput }>(
      'grant:write',
      (_parent, { input }, ctx) => administeredGrant(ctx, input.grantId),
      { strictly: true, seen: true },
    ),
  },
  Viewer: inherited('name', 'account', 'tenant', 'roots', 'grants'),
  Account: {
    ...inherited('id', 'name', 'isSuspended', 'suspendedAt'),
    organization: scoped('organization:read'),
    invitedBy: scoped('account:read'),
    logins: can('account:read', ({ organizationId }: Account) => organizationId, { seen: true }),
    grants: scoped('grant:read'),
  },
  Login: inherited('issuer', 'subject', 'createdAt'),
  Grant: {
    ...inherited('id', 'role', 'organization', 'startsOn', 'endsOn', 'revokedAt', 'isTemporary', 'expiresAt', 'reason'),
    account: scoped('account:read'),
    grantedBy: scoped('account:read'),
    delegatedFrom: scoped('grant:read'),
    delegated: scoped('grant:read'),
  },
  Organization: { accounts: scoped('account:read'), grants: scoped('grant:read') },
  ...inheritedConnection('Account'),
  ...inheritedConnection('Grant'),
  GrantRolePayload: grantPayload,
  RevokeRolePayload: { ...grantPayload, ...inherited('delegated', 'delegatedCount', 'kept') },
  InviteAccountPayload: accountPayload,
  SuspendAccountPayload: accountPayload,
  RestoreAccountPayload: accountPayload,
  AccountError: inherited('field', 'message', 'code'),
  GrantError: inherited('field', 'message', 'code'),
};
