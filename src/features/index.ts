import { NodeResolver, permissions as nodePermissions } from '../graphql/node.resolver';
import type { Feature } from '../graphql/schema';
import { accounts, temporaryAccess } from './accounts';
import { apiKeys } from './accounts/api-keys';
import { accessExplained } from './access-explained';
import { audit } from './audit';
import { coverage } from './coverage';
import { dashboards } from './dashboards';
import { grids } from './grids';
import { imports } from './imports';
import { memberships } from './memberships';
import { organizations } from './organizations';
import { people } from './people';
import { personalData } from './personal-data';
import { posts } from './posts';
import { reorganizations } from './reorganizations';
import { permissions as tenantPermissions } from './tenants/tenant.type';

/** Every feature of the product, from left to right: each may import those before it. */
export const features: readonly Feature[] = [
  { resolvers: [NodeResolver], permissions: nodePermissions },
  { resolvers: [], permissions: tenantPermissions },
  organizations,
  accounts,
  apiKeys,
  temporaryAccess,
  grids,
  people,
  memberships,
  posts,
  reorganizations,
  audit,
  coverage,
  dashboards,
  imports,
  accessExplained,
  personalData,
];
