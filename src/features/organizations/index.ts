import { defineNode } from '../../graphql/node';
import type { Feature } from '../../graphql/schema';
import { OrganizationMutations } from './organization.mutations';
import { permissions } from './organization.permissions';
import { visibleOrganization } from './organization.queries';
import { OrganizationResolver } from './organization.resolver';

defineNode('Organization', visibleOrganization, ({ id }) => id);

export const organizations: Feature = { resolvers: [OrganizationResolver, OrganizationMutations], permissions };
