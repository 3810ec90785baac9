import { defineNode } from '../../graphql/node';
import type { Feature } from '../../graphql/schema';
import { permissions } from './account.permissions';
import { visibleAccount, visibleGrant } from './account.queries';
import { GrantResolver, OrganizationAccountsResolver, ViewerResolver } from './account.resolver';

defineNode('Account', visibleAccount);
defineNode('Grant', visibleGrant);

export const accounts: Feature = {
  resolvers: [ViewerResolver, GrantResolver, OrganizationAccountsResolver],
  permissions,
};
