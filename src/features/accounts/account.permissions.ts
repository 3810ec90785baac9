import { fromGlobalId } from '../../graphql/ids';
import { and, can, inherited, inheritedConnection, scoped, signedIn, type PermissionPage } from '../../graphql/rules';
import type { GrantRoleInput, RevokeRoleInput } from './account.inputs';
import { administeredAccount, administeredGrant } from './account.locate';

const place = (_parent: unknown, { input }: { input: GrantRoleInput }) =>
  fromGlobalId('Organization', input.organizationId);
const grantPayload = inherited('grant', 'userErrors');

export const permissions: PermissionPage = {
  Query: { viewer: signedIn },
  Mutation: {
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
  Account: inherited('id', 'name', 'isSuspended'),
  Grant: {
    ...inherited('id', 'role', 'organization', 'startsOn', 'endsOn', 'revokedAt'),
    account: scoped('account:read'),
  },
  Organization: { accounts: scoped('account:read'), grants: scoped('grant:read') },
  ...inheritedConnection('Account'),
  ...inheritedConnection('Grant'),
  GrantRolePayload: grantPayload,
  RevokeRolePayload: grantPayload,
  GrantError: inherited('field', 'message', 'code'),
};
