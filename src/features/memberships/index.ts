import { defineNode } from '../../graphql/node';
import type { Feature } from '../../graphql/schema';
import { MembershipMutations } from './membership.mutations';
import { permissions } from './membership.permissions';
import { visibleMembership } from './membership.queries';
import { MembershipResolver, OrganizationMembershipsResolver, PersonMembershipsResolver } from './membership.resolver';

defineNode('Membership', visibleMembership, ({ organizationId }) => organizationId);

export const memberships: Feature = {
  resolvers: [MembershipResolver, OrganizationMembershipsResolver, PersonMembershipsResolver, MembershipMutations],
  permissions,
};
