import { inherited, type PermissionPage } from '../../graphql/rules';

export const permissions: PermissionPage = {
  Organization: inherited('counts', 'breakdown'),
  Impact: inherited('breakdown'),
  ImpactBreakdown: inherited('before', 'after'),
  Breakdown: inherited('rows', 'elsewhere', 'total'),
  BreakdownRow: inherited('organization', 'counts'),
  Counts: inherited('organizations', 'grids', 'members', 'fullMembers', 'probationaryMembers', 'applicants'),
};
