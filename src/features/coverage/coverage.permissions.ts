import { inherited, scoped, type PermissionPage } from '../../graphql/rules';

export const permissions: PermissionPage = {
  Organization: inherited('coverage'),
  Coverage: inherited(
    ...['gridsWithoutOrganization', 'membersInNoGrid', 'buildingGroupsInNoGrid'],
    ...['branchesBelowThreeFullMembers', 'vacantPosts'],
  ),
  // Figures are as open as `counts`; rows ask for what each of them is.
  GridsWithoutOrganization: { ...inherited('count'), grids: scoped('grid:read') },
  MembersInNoGrid: { ...inherited('count'), memberships: scoped('membership:read') },
  BuildingGroupsInNoGrid: { ...inherited('count'), organizations: scoped('organization:read') },
  BranchesBelowThreeFullMembers: { ...inherited('count'), organizations: scoped('organization:read') },
  VacantPosts: { ...inherited('count'), posts: scoped('post:read') },
  Impact: inherited('brokenRules'),
  BrokenRule: inherited('rule', 'before', 'after'),
};
