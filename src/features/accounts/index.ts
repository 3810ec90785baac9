import { defineNode } from '../../graphql/node';
import type { Feature } from '../../graphql/schema';
import { permissions } from './account.permissions';
import { visibleAccount, visibleGrant } from './account.queries';
import { GrantResolver, OrganizationAccountsResolver, ViewerResolver } from './account.resolver';
import { AccountResolver } from './administration.resolver';
import { DelegationResolver } from './delegation.resolver';

export { temporaryAccess } from './temporary';

defineNode('Account', visibleAccount, ({ organizationId }) => organizationId);
defineNode('Grant', visibleGrant, ({ organizationId }) => organizationId);

export const accounts: Feature = {
  resolvers: [ViewerResolver, AccountResolver, GrantResolver, DelegationResolver, OrganizationAccountsResolver],
  permissions,
};
