import type { Place } from './expectation';
import type { Nodes } from './places';
import { auditNamings } from './probes-audit';
import { nodeTypes } from './probes';
import { apiKeyNamings } from './probes-api-keys';
import { accountNamings } from './probes-accounts';
import { temporaryNamings } from './probes-temporary';
import { explainedNamings } from './probes-explained';
import { personalDataNamings } from './probes-personal-data';

/** How an operation names something by one argument or input field, written as `Type.field`. */
export interface Naming {
  field: string;
  /** The operation with the name in its place, everything else within reach. */
  ask: (name: string, within: Nodes) => string;
  /** The name of what lies there. */
  nameOf: (nodes: Nodes) => string;
  /** A name of nothing at all. */
  absent: string;
  /** Names that could be of nothing: of another type, or no id. */
  impossible: readonly string[];
}

type Ask = Naming['ask'];

function byId(field: string, type: string, ask: Ask): Naming {
  const other = type === 'Organization' ? 'Person' : 'Organization';
  return {
    field,
    ask,
    nameOf: ({ ids }) => ids[type] ?? '',
    absent: `gid://sanlou/${type}/999999999`,
    impossible: [
      `gid://sanlou/${other}/1`,
      `gid://sanlou/Nothing/1`,
      `gid://sanlou/${type}/0`,
      `gid://sanlou/${type}/9223372036854775808`,
      `gid://sanlou/${type}/1 `,
      '1',
      '',
    ],
  };
}

/** As `byId`, where an id of any type may stand. */
function byAnyId(field: string, type: string, ask: Ask): Naming {
  const { impossible, ...naming } = byId(field, type, ask);
  return { ...naming, impossible: impossible.slice(1) };
}

function byKey(field: string, nameOf: Naming['nameOf'], absent: string, ask: Ask): Naming {
  return { field, ask, nameOf, absent, impossible: [] };
}

const errors = '{ userErrors { field message code } }';
const change = (name: string, input: string, inner = errors) => `mutation { ${name}(input: { ${input} }) ${inner} }`;
const row = (person: string, organization: string) =>
  change(
    'assignMemberships',
    `rows: [{ personExternalReference: "${person}", organizationExternalReference: "${organization}", status: FULL,
      startedOn: "2020-01-01" }], idempotencyKey: "k", dryRun: true`,
  );

const draft = (home: string, act: string) =>
  change('draftReorganization', `organizationId: "${home}", name: "方案", acts: [{ ${act} }]`);
/** A field of an act that names an organization beneath that of the plan. */
const byAct = (field: string, type: string, act: (name: string, within: Nodes) => string) =>
  byId(field, type, (name, within) => draft(within.parentId, act(name, within)));
const split = (part: string, ids: Nodes['ids']) =>
  change('splitOrganization', `id: "${ids.Organization}", parts: [{ name: "新", ${part} }], dryRun: true`);

const reorganizing: readonly Naming[] = [
  byId('RenameOrganizationInput.id', 'Organization', (name) =>
    change('renameOrganization', `id: "${name}", name: "新", expectedVersion: 0`),
  ),
  byId('MergeOrganizationsInput.organizationIds', 'Organization', (name, { ids }) =>
    change('mergeOrganizations', `organizationIds: ["${name}"], intoId: "${ids.Organization}", expectedVersion: 0`),
  ),
  byId('MergeOrganizationsInput.intoId', 'Organization', (name, { ids }) =>
    change('mergeOrganizations', `organizationIds: ["${ids.Organization}"], intoId: "${name}", expectedVersion: 0`),
  ),
  byId('SplitOrganizationInput.id', 'Organization', (name) =>
    change('splitOrganization', `id: "${name}", parts: [{ name: "新" }], expectedVersion: 0`),
  ),
  byId('SplitPartInput.membershipIds', 'Membership', (name, within) => split(`membershipIds: ["${name}"]`, within.ids)),
  byId('SplitPartInput.gridIds', 'Grid', (name, within) => split(`gridIds: ["${name}"]`, within.ids)),
  {
    ...byId('SplitPartInput.childIds', 'Organization', (name, { ids }) => split(`childIds: ["${name}"]`, ids)),
    nameOf: ({ childId }) => childId,
  },
  byId('DissolveOrganizationInput.membersToId', 'Organization', (name, { ids }) =>
    change('dissolveOrganization', `id: "${ids.Organization}", membersToId: "${name}", expectedVersion: 0`),
  ),
  byId('RestoreOrganizationInput.id', 'Organization', (name) =>
    change('restoreOrganization', `id: "${name}", expectedVersion: 0`),
  ),
  byId('RestoreOrganizationInput.newParentId', 'Organization', (name, { ids }) =>
    change('restoreOrganization', `id: "${ids.Organization}", newParentId: "${name}", expectedVersion: 0`),
  ),
  byId('DraftReorganizationInput.organizationId', 'Organization', (name) =>
    change('draftReorganization', `organizationId: "${name}", name: " "`),
  ),
  byId('AmendReorganizationInput.id', 'Reorganization', (name) =>
    change('amendReorganization', `id: "${name}", expectedVersion: 0`),
  ),
  ...['Preview', 'Propose', 'Approve', 'Reject', 'Apply'].map((step) =>
    byId(`${step}ReorganizationInput.id`, 'Reorganization', (name) =>
      change(`${step.toLowerCase()}Reorganization`, `id: "${name}", expectedVersion: 0`),
    ),
  ),
  byId('UndoReorganizationInput.id', 'Reorganization', (name) =>
    change('undoReorganization', `id: "${name}", expectedVersion: 0`),
  ),
  byAct(
    'CreateActInput.parent',
    'Organization',
    (name) => `create: { parent: "${name}", level: "BRANCH", name: "新" }`,
  ),
  byAct('RenameActInput.organization', 'Organization', (name) => `rename: { organization: "${name}", name: "新" }`),
  byAct(
    'MoveActInput.organization',
    'Organization',
    (name, { ids }) => `move: { organization: "${name}", parent: "${ids.Organization}" }`,
  ),
  byAct(
    'MoveActInput.parent',
    'Organization',
    (name, { ids }) => `move: { organization: "${ids.Organization}", parent: "${name}" }`,
  ),
  byAct(
    'MergeActInput.organizations',
    'Organization',
    (name, { ids }) => `merge: { organizations: ["${name}"], into: "${ids.Organization}" }`,
  ),
  byAct(
    'MergeActInput.into',
    'Organization',
    (name, { ids }) => `merge: { organizations: ["${ids.Organization}"], into: "${name}" }`,
  ),
  byAct(
    'SplitActInput.organization',
    'Organization',
    (name) => `split: { organization: "${name}", parts: [{ name: "新" }] }`,
  ),
  byAct(
    'SplitActPartInput.children',
    'Organization',
    (name, { ids }) => `split: { organization: "${ids.Organization}", parts: [{ name: "新", children: ["${name}"] }] }`,
  ),
  byAct(
    'SplitActPartInput.memberships',
    'Membership',
    (name, { ids }) =>
      `split: { organization: "${ids.Organization}", parts: [{ name: "新", memberships: ["${name}"] }] }`,
  ),
  byAct(
    'SplitActPartInput.grids',
    'Grid',
    (name, { ids }) => `split: { organization: "${ids.Organization}", parts: [{ name: "新", grids: ["${name}"] }] }`,
  ),
  byAct('DissolveActInput.organization', 'Organization', (name) => `dissolve: { organization: "${name}" }`),
  byAct(
    'DissolveActInput.membersTo',
    'Organization',
    (name, { ids }) => `dissolve: { organization: "${ids.Organization}", membersTo: "${name}" }`,
  ),
  byAct('RestoreActInput.organization', 'Organization', (name) => `restore: { organization: "${name}" }`),
  byAct(
    'RestoreActInput.parent',
    'Organization',
    (name, { ids }) => `restore: { organization: "${ids.Organization}", parent: "${name}" }`,
  ),
];

const importing: readonly Naming[] = [
  byId('ImportOrganizationsInput.organizationId', 'Organization', (name) =>
    change('importOrganizations', `organizationId: "${name}", name: " ", rows: [], idempotencyKey: "k"`),
  ),
  byId('ImportAnswerInput.organizationId', 'Organization', (name, { parentId }) =>
    change(
      'importOrganizations',
      `organizationId: "${parentId}", name: "方案", idempotencyKey: "k", dryRun: true,
        rows: [{ code: "new", parentCode: "own", name: "新", level: "BRANCH" }], answers: [{ code: "new", organizationId: "${name}" }]`,
    ),
  ),
];

export const namings: readonly Naming[] = [
  ...apiKeyNamings,
  ...accountNamings,
  ...temporaryNamings,
  ...reorganizing,
  ...importing,
  ...auditNamings(byId, byAnyId),
  ...explainedNamings,
  ...personalDataNamings(byId, byKey),
  ...nodeTypes.flatMap((type) => [
    byAnyId('Query.node.id', type, (name) => `{ node(id: "${name}") { id } }`),
    byAnyId('Query.nodes.ids', type, (name) => `{ nodes(ids: ["${name}"]) { id } }`),
  ]),
  byId('OrganizationBy.id', 'Organization', (name) => `{ organization(by: { id: "${name}" }) { id } }`),
  byKey(
    'OrganizationBy.externalReference',
    (nodes) => nodes.organizationReference,
    'nowhere',
    (name) => `{ organization(by: { externalReference: "${name}" }) { id } }`,
  ),
  byKey(
    'OrganizationBy.areaCode',
    (nodes) => nodes.areaCode,
    '999999999999',
    (name) => `{ organization(by: { areaCode: "${name}" }) { id } }`,
  ),
  byId('PersonBy.id', 'Person', (name) => `{ person(by: { id: "${name}" }) { id } }`),
  byKey(
    'PersonBy.externalReference',
    (nodes) => nodes.personReference,
    'nobody',
    (name) => `{ person(by: { externalReference: "${name}" }) { id } }`,
  ),
  byId('CreateOrganizationInput.parentId', 'Organization', (name) =>
    change('createOrganization', `parentId: "${name}", level: "BRANCH", name: "新", dryRun: true`),
  ),
  byId('UpdateOrganizationInput.id', 'Organization', (name) =>
    change('updateOrganization', `id: "${name}", name: "新", expectedVersion: 0`),
  ),
  byId('MoveOrganizationInput.id', 'Organization', (name, { ids }) =>
    change('moveOrganization', `id: "${name}", newParentId: "${ids.Organization}", dryRun: true`),
  ),
  byId('MoveOrganizationInput.newParentId', 'Organization', (name, { ids }) =>
    change('moveOrganization', `id: "${ids.Organization}", newParentId: "${name}", dryRun: true`),
  ),
  byId('DissolveOrganizationInput.id', 'Organization', (name) =>
    change('dissolveOrganization', `id: "${name}", dryRun: true`),
  ),
  byId('RegisterPersonInput.organizationId', 'Organization', (name) =>
    change('registerPerson', `organizationId: "${name}", name: " "`),
  ),
  byId('UpdatePersonInput.id', 'Person', (name) => change('updatePerson', `id: "${name}", expectedVersion: 0`)),
  byId('AssignMembershipInput.personId', 'Person', (name, { ids }) =>
    change(
      'assignMembership',
      `personId: "${name}", organizationId: "${ids.Organization}", status: FULL, startedOn: "2020-01-01"`,
    ),
  ),
  byId('AssignMembershipInput.organizationId', 'Organization', (name, { ids }) =>
    change(
      'assignMembership',
      `personId: "${ids.Person}", organizationId: "${name}", status: FULL, startedOn: "2020-01-01"`,
    ),
  ),
  byId('ReassignMembershipInput.membershipId', 'Membership', (name, { ids }) =>
    change(
      'reassignMembership',
      `membershipId: "${name}", organizationId: "${ids.Organization}", effectiveOn: "2020-01-01", expectedVersion: 0`,
    ),
  ),
  byId('ReassignMembershipInput.organizationId', 'Organization', (name, { ids }) =>
    change(
      'reassignMembership',
      `membershipId: "${ids.Membership}", organizationId: "${name}", effectiveOn: "2020-01-01", expectedVersion: 0`,
    ),
  ),
  byId('ChangeMembershipStatusInput.membershipId', 'Membership', (name) =>
    change('changeMembershipStatus', `membershipId: "${name}", status: FULL, effectiveOn: "2020-01-01"`),
  ),
  byId('EndMembershipInput.membershipId', 'Membership', (name) =>
    change('endMembership', `membershipId: "${name}", endedOn: "2020-01-01", reason: REASSIGNED`),
  ),
  byKey(
    'AssignMembershipRow.personExternalReference',
    (nodes) => nodes.personReference,
    'nobody',
    (name, within) => row(name, within.organizationReference),
  ),
  byKey(
    'AssignMembershipRow.organizationExternalReference',
    (nodes) => nodes.organizationReference,
    'nowhere',
    (name, within) => row(within.personReference, name),
  ),
  byId('CreatePostInput.organizationId', 'Organization', (name) =>
    change('createPost', `organizationId: "${name}", kind: GRID_LEADER, title: " "`),
  ),
  byId('CreatePostInput.gridId', 'Grid', (name, { ids }) =>
    change('createPost', `organizationId: "${ids.Organization}", gridId: "${name}", kind: GRID_LEADER`),
  ),
  byId('AbolishPostInput.postId', 'Post', (name) => change('abolishPost', `postId: "${name}", expectedVersion: 0`)),
  byId('AppointInput.postId', 'Post', (name, { ids }) =>
    change('appoint', `postId: "${name}", personId: "${ids.Person}", startedOn: "2020-01-01", how: ELECTED`),
  ),
  byId('AppointInput.personId', 'Person', (name, { ids }) =>
    change('appoint', `postId: "${ids.Post}", personId: "${name}", startedOn: "2020-01-01", how: ELECTED`),
  ),
  byId('EndAppointmentInput.appointmentId', 'Appointment', (name) =>
    change('endAppointment', `appointmentId: "${name}", endedOn: "2020-01-01", expectedVersion: 0`),
  ),
  byId('GrantRoleInput.accountId', 'Account', (name, { ids }) =>
    change(
      'grantRole',
      `accountId: "${name}", role: VIEWER, organizationId: "${ids.Organization}", startsOn: "2020-01-01"`,
    ),
  ),
  byId('GrantRoleInput.organizationId', 'Organization', (name, { ids }) =>
    change('grantRole', `accountId: "${ids.Account}", role: VIEWER, organizationId: "${name}", startsOn: "2020-01-01"`),
  ),
  byId('GrantRoleInput.gridId', 'Grid', (name, { ids }) =>
    change(
      'grantRole',
      `accountId: "${ids.Account}", role: GRID_WORKER, organizationId: "${ids.Organization}", gridId: "${name}"`,
    ),
  ),
  byId('RevokeRoleInput.grantId', 'Grant', (name) => change('revokeRole', `grantId: "${name}"`)),
];

/** Where something lies that the asker may not know of. */
export const unknown: readonly Place[] = ['above', 'beside', 'elsewhere'];

/** Input fields that give a new record its key, and so name nothing. */
export const newKeys = [
  'AssignMembershipInput.externalReference',
  'AssignMembershipRow.externalReference',
  ...[
    'CalledInput',
    'SplitPartInput',
    'CreateActInput',
    'RenameActInput',
    'SplitActPartInput',
    'RenameOrganizationInput',
  ].flatMap((type) => [`${type}.areaCode`, `${type}.externalReference`]),
  'CreateOrganizationInput.areaCode',
  'CreateOrganizationInput.externalReference',
  'ImportOrganizationRow.areaCode',
  ...['externalReference', 'phone', 'identityNumber'].flatMap((key) => [
    `RegisterPersonInput.${key}`,
    `UpdatePersonInput.${key}`,
  ]),
  'UpdateOrganizationInput.areaCode',
  'UpdateOrganizationInput.externalReference',
];
