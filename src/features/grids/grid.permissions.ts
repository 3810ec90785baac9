import { inherited, inheritedConnection, scoped, type PermissionPage } from '../../graphql/rules';

export const permissions: PermissionPage = {
  Organization: { grids: scoped('grid:read') },
  Grid: {
    ...inherited('id', 'name', 'code', 'organization', 'version'),
    // A building group may be moved away from the branch whose grid covers it.
    buildingGroups: scoped('organization:read'),
  },
  ...inheritedConnection('Grid'),
};
