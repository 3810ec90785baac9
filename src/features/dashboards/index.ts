import type { Feature } from '../../graphql/schema';
import { permissions } from './dashboard.permissions';
import { OrganizationDashboardResolver } from './dashboard.resolver';

export const dashboards: Feature = { resolvers: [OrganizationDashboardResolver], permissions };
