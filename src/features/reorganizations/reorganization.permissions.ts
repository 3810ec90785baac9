import type { ReadContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { and, can, canEach, inherited, inheritedConnection, scoped, type PermissionPage } from '../../graphql/rules';
import type {
  DissolveOrganizationInput,
  MergeOrganizationsInput,
  MoveOrganizationInput,
  RestoreOrganizationInput,
} from './direct/act.inputs';
import type { DraftReorganizationInput } from './plans/reorganization.inputs';
import { visibleReorganization } from './plans/reorganization.queries';

type Naming<Input> = { input: Input };

const organizationId = (globalId: string) => fromGlobalId('Organization', globalId);
const optional = (globalId: string | null | undefined) => (globalId == null ? [] : [organizationId(globalId)]);

/** An organization itself is changed from above: strictly. */
const ownStructure = can(
  'organization:write',
  (_parent: unknown, { input }: Naming<{ id: string }>) => organizationId(input.id),
  { strictly: true },
);
const newParent = can('organization:write', (_parent: unknown, { input }: Naming<MoveOrganizationInput>) =>
  organizationId(input.newParentId),
);
const restoredBeneath = canEach('organization:write', (_parent: unknown, { input }: Naming<RestoreOrganizationInput>) =>
  optional(input.newParentId),
);
const membersTo = canEach('organization:write', (_parent: unknown, { input }: Naming<DissolveOrganizationInput>) =>
  optional(input.membersToId),
);
const merged = canEach(
  'organization:write',
  (_parent: unknown, { input }: Naming<MergeOrganizationsInput>) => input.organizationIds.map(organizationId),
  { strictly: true },
);
const mergedInto = canEach('organization:write', (_parent: unknown, { input }: Naming<MergeOrganizationsInput>) =>
  optional(input.intoId),
);

/** Where the reorganization hangs, when the actor may see it. */
async function home(_parent: unknown, { input }: Naming<{ id: string }>, ctx: ReadContext) {
  return (await visibleReorganization(ctx).load(fromGlobalId('Reorganization', input.id)))?.organizationId;
}
const drafting = can('reorganization:draft', home);
const approving = can('reorganization:approve', home);

const step = inherited('reorganization', 'impact', 'userErrors');
const payload = inherited('organization', 'impact', 'reorganization', 'userErrors');

export const permissions: PermissionPage = {
  Mutation: {
    renameOrganization: ownStructure,
    moveOrganization: and(ownStructure, newParent),
    mergeOrganizations: and(merged, mergedInto),
    splitOrganization: ownStructure,
    dissolveOrganization: and(ownStructure, membersTo),
    restoreOrganization: and(ownStructure, restoredBeneath),
    draftReorganization: can('reorganization:draft', (_parent: unknown, { input }: Naming<DraftReorganizationInput>) =>
      organizationId(input.organizationId),
    ),
    amendReorganization: drafting,
    previewReorganization: drafting,
    proposeReorganization: drafting,
    approveReorganization: approving,
    rejectReorganization: approving,
    applyReorganization: approving,
    undoReorganization: approving,
  },
  Organization: {
    reorganizations: scoped('reorganization:read'),
    ...inherited('lineage', 'aliases', 'foundThrough'),
  },
  Reorganization: {
    ...inherited('id', 'name', 'reason', 'effectiveOn', 'state', 'isDirect', 'createdAt', 'proposedAt', 'approvedAt'),
    ...inherited('rejectedAt', 'appliedAt', 'undoneAt', 'version', 'acts', 'actCounts', 'failure'),
    organization: scoped('organization:read'),
    author: scoped('account:read'),
    approver: scoped('account:read'),
  },
  // Organizations and accounts that these name are read within the viewer's own reach, and are null beyond it.
  ReorganizationAct: inherited('position', 'kind', 'act', 'organizations', 'addedBy'),
  ActCount: inherited('kind', 'count'),
  ...inheritedConnection('Reorganization'),
  LineageEdge: inherited(
    ...['kind', 'effectiveOn', 'reason', 'before', 'after', 'predecessor', 'successor', 'fromParent', 'toParent'],
  ),
  OrganizationAlias: inherited('kind', 'value', 'givenUpOn'),
  FoundThrough: inherited('kind', 'value', 'organization'),
  RenameOrganizationPayload: payload,
  MoveOrganizationPayload: payload,
  MergeOrganizationsPayload: payload,
  SplitOrganizationPayload: { ...payload, ...inherited('parts') },
  DissolveOrganizationPayload: payload,
  RestoreOrganizationPayload: payload,
  DraftReorganizationPayload: step,
  AmendReorganizationPayload: step,
  ProposeReorganizationPayload: step,
  ApproveReorganizationPayload: step,
  RejectReorganizationPayload: step,
  ApplyReorganizationPayload: step,
  UndoReorganizationPayload: step,
  PreviewReorganizationPayload: payload,
  // Whoever sees what an act touches needs to see whom it touches: names alone, at places that he may read.
  Impact: inherited('accountsGaining', 'accountsLosing', 'accessChanges', 'conflicts'),
  AccessChange: inherited('accountName', 'isGained', 'organization'),
  ReorganizationError: inherited('field', 'message', 'code'),
};
