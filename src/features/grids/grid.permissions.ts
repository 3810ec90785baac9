import { inherited, inheritedConnection, scoped, type PermissionPage } from '../../graphql/rules';

export const permissions: PermissionPage = {
  Organization: { grids: scoped('grid:read') },
  Grid: inherited('id', 'name', 'code', 'organization', 'buildingGroups', 'version'),
  ...inheritedConnection('Grid'),
};
