import { defineNode } from '../../graphql/node';
import type { Feature } from '../../graphql/schema';
import { permissions } from './grid.permissions';
import { visibleGrid } from './grid.queries';
import { GridResolver, OrganizationGridsResolver } from './grid.resolver';

defineNode('Grid', visibleGrid, ({ organizationId }) => organizationId);

export const grids: Feature = { resolvers: [GridResolver, OrganizationGridsResolver], permissions };
