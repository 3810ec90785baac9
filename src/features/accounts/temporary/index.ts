import type { Feature } from '../../../graphql/schema';
import { permissions } from './temporary.permissions';
import { OrganizationTemporaryAccessResolver, TemporaryAccessResolver } from './temporary.resolver';

/** Access that is taken for some hours, with a reason and under everybody's eyes. */
export const temporaryAccess: Feature = {
  resolvers: [TemporaryAccessResolver, OrganizationTemporaryAccessResolver],
  permissions,
};
