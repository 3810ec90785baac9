import type { Feature } from '../../graphql/schema';
import { ImpactCoverageResolver } from './broken-rules.resolver';
import { permissions } from './coverage.permissions';
import {
  BranchesBelowThreeFullMembersResolver,
  BuildingGroupsInNoGridResolver,
  GridsWithoutOrganizationResolver,
  MembersInNoGridResolver,
  OrganizationCoverageResolver,
  VacantPostsResolver,
} from './coverage.resolver';

export const coverage: Feature = {
  resolvers: [
    OrganizationCoverageResolver,
    GridsWithoutOrganizationResolver,
    MembersInNoGridResolver,
    BuildingGroupsInNoGridResolver,
    BranchesBelowThreeFullMembersResolver,
    VacantPostsResolver,
    ImpactCoverageResolver,
  ],
  permissions,
};
