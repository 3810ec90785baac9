import { fromGlobalId } from '../../graphql/ids';
import { and, can, inherited, inheritedConnection, scoped, within, type PermissionPage } from '../../graphql/rules';
import type { CreateOrganizationInput, MoveOrganizationInput } from './organization.inputs';

const named = (_parent: unknown, { input }: { input: { id: string } }) => fromGlobalId('Organization', input.id);
const parent = (_parent: unknown, { input }: { input: CreateOrganizationInput }) =>
  fromGlobalId('Organization', input.parentId);
const newParent = (_parent: unknown, { input }: { input: MoveOrganizationInput }) =>
  fromGlobalId('Organization', input.newParentId);

/** An organization itself is changed from above: strictly. */
const ownStructure = can('organization:write', named, { strictly: true });
const structuralPayload = inherited('organization', 'impact', 'userErrors');

export const permissions: PermissionPage = {
  Query: { organization: within('organization:read') },
  Mutation: {
    createOrganization: can('organization:write', parent),
    updateOrganization: ownStructure,
    moveOrganization: and(ownStructure, can('organization:write', newParent)),
    dissolveOrganization: ownStructure,
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
  Impact: inherited('organizations', 'members', 'grantsGained', 'grantsLost'),
  CreateOrganizationPayload: structuralPayload,
  MoveOrganizationPayload: structuralPayload,
  DissolveOrganizationPayload: structuralPayload,
  UpdateOrganizationPayload: inherited('organization', 'userErrors'),
};
