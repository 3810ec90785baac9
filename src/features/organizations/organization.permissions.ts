import { fromGlobalId } from '../../graphql/ids';
import { can, inherited, inheritedConnection, scoped, within, type PermissionPage } from '../../graphql/rules';
import type { CreateOrganizationInput } from './organization.inputs';

const named = (_parent: unknown, { input }: { input: { id: string } }) => fromGlobalId('Organization', input.id);
const parent = (_parent: unknown, { input }: { input: CreateOrganizationInput }) =>
  fromGlobalId('Organization', input.parentId);

/** An organization itself is changed from above: strictly. */
const ownStructure = can('organization:write', named, { strictly: true });

export const permissions: PermissionPage = {
  Query: { organization: within('organization:read') },
  Mutation: {
    createOrganization: can('organization:write', parent),
    updateOrganization: ownStructure,
  },
  Organization: {
    ...inherited('id', 'name', 'shortName', 'level', 'kind', 'externalReference', 'areaCode', 'sortOrder', 'depth'),
    ...inherited('establishedOn', 'dissolvedOn', 'version'),
    ...inherited('children', 'descendants', 'hasChildren', 'childCount', 'descendantCount'),
    parent: scoped('organization:read'),
    ancestors: scoped('organization:read'),
  },
  ...inheritedConnection('Organization'),
  OrganizationError: inherited('field', 'message', 'code'),
  Impact: inherited('organizations', 'members', 'grids', 'grantsGained', 'grantsLost'),
  CreateOrganizationPayload: inherited('organization', 'impact', 'userErrors'),
  UpdateOrganizationPayload: inherited('organization', 'userErrors'),
};
