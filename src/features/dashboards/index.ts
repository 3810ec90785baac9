import type { Feature } from '../../graphql/schema';
import { permissions } from './dashboard.permissions';
import { OrganizationDashboardResolver } from './dashboard.resolver';
import { ImpactDashboardResolver } from './impact.resolver';

export const dashboards: Feature = { resolvers: [OrganizationDashboardResolver, ImpactDashboardResolver], permissions };
