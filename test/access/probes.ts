import type { Place } from './expectation';
import type { Nodes } from './places';
import { apiKeyNodeProbes, apiKeyRootProbes } from './probes-api-keys';
import { auditProbes } from './probes-audit';
import { accountNodeProbes, accountRootProbes } from './probes-accounts';
import { temporaryNodeProbes, temporaryRootProbes } from './probes-temporary';
import { explainedProbes } from './probes-explained';
import { personalDataProbes } from './probes-personal-data';

/** How a field of Query, Mutation or Subscription is asked for. */
export interface RootProbe {
  field: string;
  /** Types of the nodes it names, in the order in which its rule asks about them. */
  targets: readonly string[];
  args: (nodes: readonly Nodes[]) => string;
  /** Codes of the user errors when the door lets it pass. The input is at fault, or a dry run: nothing is written. */
  says?: readonly string[];
}

/** How a field of a node is asked for. */
export interface NodeProbe {
  field: string;
  args?: string;
  /** The node it is asked of and the fields that lead to it, where its own type is no node. */
  from?: { type: string; path: readonly string[] };
  /** Where the value lies when that is not where the node is. */
  answers?: 'directly above';
  /** Where there is nothing of it. */
  nothingAt?: readonly Place[];
}

export const directlyAbove: Readonly<Record<Place, Place | undefined>> = {
  own: 'above',
  beneath: 'own',
  dissolved: 'own',
  'other grid': 'own',
  beside: 'above',
  above: undefined,
  elsewhere: undefined,
};

const nodeTypes = [
  ...['Organization', 'Person', 'Membership', 'Grid', 'Post', 'Appointment'],
  ...['Account', 'ApiKey', 'Grant', 'AuditEntry', 'Reorganization'],
];
const id = (type: string, nodes: Nodes | undefined) => `"${nodes?.ids[type]}"`;

function mutation(
  name: string,
  targets: readonly string[],
  says: readonly string[],
  input: (nodes: readonly Nodes[]) => string,
): RootProbe {
  return { field: `Mutation.${name}`, targets, says, args: (nodes) => `input: { ${input(nodes)} }` };
}

export const rootProbes: readonly RootProbe[] = [
  ...apiKeyRootProbes,
  ...accountRootProbes,
  ...temporaryRootProbes,
  ...explainedProbes,
  { field: 'Query.viewer', targets: [], args: () => '' },
  {
    field: 'Query.organization',
    targets: ['Organization'],
    args: ([at]) => `by: { id: ${id('Organization', at)} }`,
  },
  { field: 'Query.person', targets: ['Person'], args: ([at]) => `by: { id: ${id('Person', at)} }` },
  ...nodeTypes.flatMap((type) => [
    { field: 'Query.node', targets: [type], args: ([at]: readonly Nodes[]) => `id: ${id(type, at)}` },
    { field: 'Query.nodes', targets: [type], args: ([at]: readonly Nodes[]) => `ids: [${id(type, at)}]` },
  ]),

  mutation(
    'createOrganization',
    ['Organization'],
    [],
    ([at]) => `parentId: ${id('Organization', at)}, level: "${at?.levelBeneath}", name: "新", dryRun: true`,
  ),
  mutation(
    'updateOrganization',
    ['Organization'],
    ['STALE_VERSION'],
    ([at]) => `id: ${id('Organization', at)}, expectedVersion: 0`,
  ),
  mutation(
    'moveOrganization',
    ['Organization', 'Organization'],
    ['STALE_VERSION'],
    ([at, to]) => `id: ${id('Organization', at)}, newParentId: ${id('Organization', to)}, expectedVersion: 0`,
  ),
  mutation(
    'dissolveOrganization',
    ['Organization', 'Organization'],
    ['STALE_VERSION'],
    ([at, to]) => `id: ${id('Organization', at)}, membersToId: ${id('Organization', to)}, expectedVersion: 0`,
  ),
  mutation(
    'registerPerson',
    ['Organization'],
    ['INVALID'],
    ([at]) => `organizationId: ${id('Organization', at)}, name: " "`,
  ),
  mutation('updatePerson', ['Person'], ['STALE_VERSION'], ([at]) => `id: ${id('Person', at)}, expectedVersion: 0`),
  mutation(
    'assignMembership',
    ['Person', 'Organization'],
    ['OVERLAPS'],
    ([who, at]) =>
      `personId: ${id('Person', who)}, organizationId: ${id('Organization', at)}, status: FULL, startedOn: "2020-01-01"`,
  ),
  mutation(
    'reassignMembership',
    ['Membership', 'Organization'],
    ['STALE_VERSION'],
    ([what, at]) =>
      `membershipId: ${id('Membership', what)}, organizationId: ${id('Organization', at)}, effectiveOn: "2020-01-01", expectedVersion: 0`,
  ),
  mutation(
    'changeMembershipStatus',
    ['Membership'],
    ['STALE_VERSION'],
    ([what]) => `membershipId: ${id('Membership', what)}, status: FULL, effectiveOn: "2020-01-01", expectedVersion: 0`,
  ),
  mutation(
    'endMembership',
    ['Membership'],
    ['STALE_VERSION'],
    ([what]) => `membershipId: ${id('Membership', what)}, endedOn: "2020-01-01", reason: LEFT, expectedVersion: 0`,
  ),
  mutation(
    'assignMemberships',
    ['Organization'],
    [],
    ([at]) =>
      `rows: [{ personExternalReference: "new", personName: "新", organizationExternalReference: "${at?.organizationReference}",
        status: FULL, startedOn: "2020-01-01" }], idempotencyKey: "k", dryRun: true`,
  ),
  mutation(
    'createPost',
    ['Organization'],
    ['INVALID'],
    ([at]) => `organizationId: ${id('Organization', at)}, kind: GRID_LEADER, title: " "`,
  ),
  ...personalDataProbes,
  mutation('abolishPost', ['Post'], ['STALE_VERSION'], ([what]) => `postId: ${id('Post', what)}, expectedVersion: 0`),
  mutation(
    'appoint',
    ['Post', 'Person'],
    ['ENDED'],
    ([what, who]) =>
      `postId: ${id('AbolishedPost', what)}, personId: ${id('Person', who)}, startedOn: "2020-01-01", how: ELECTED`,
  ),
  mutation(
    'endAppointment',
    ['Appointment'],
    ['STALE_VERSION'],
    ([what]) => `appointmentId: ${id('Appointment', what)}, endedOn: "2020-01-01", expectedVersion: 0`,
  ),
  mutation(
    'grantRole',
    ['Organization', 'Account'],
    ['INVALID'],
    ([at, who]) =>
      `accountId: ${id('Account', who)}, role: VIEWER, organizationId: ${id('Organization', at)}, startsOn: "2020-01-02", endsOn: "2020-01-01"`,
  ),
  mutation('revokeRole', ['Grant'], ['ENDED'], ([what]) => `grantId: ${id('Grant', what)}`),

  mutation(
    'renameOrganization',
    ['Organization'],
    ['STALE_VERSION'],
    ([at]) => `id: ${id('Organization', at)}, expectedVersion: 0`,
  ),
  mutation(
    'mergeOrganizations',
    ['Organization', 'Organization'],
    ['STALE_VERSION'],
    ([at, into]) =>
      `organizationIds: [${id('Organization', at)}], intoId: ${id('Organization', into)}, expectedVersion: 0`,
  ),
  mutation(
    'splitOrganization',
    ['Organization'],
    ['STALE_VERSION'],
    ([at]) => `id: ${id('Organization', at)}, parts: [{ name: "新" }], expectedVersion: 0`,
  ),
  mutation(
    'restoreOrganization',
    ['Organization', 'Organization'],
    ['STALE_VERSION'],
    ([at, to]) => `id: ${id('Organization', at)}, newParentId: ${id('Organization', to)}, expectedVersion: 0`,
  ),
  mutation(
    'draftReorganization',
    ['Organization'],
    ['INVALID'],
    ([at]) => `organizationId: ${id('Organization', at)}, name: " "`,
  ),
  mutation(
    'importOrganizations',
    ['Organization'],
    ['INVALID'],
    ([at]) => `organizationId: ${id('Organization', at)}, name: " ", rows: [], idempotencyKey: "k"`,
  ),
  ...['amend', 'preview', 'propose', 'approve', 'reject', 'apply', 'undo'].map((step) =>
    mutation(
      `${step}Reorganization`,
      ['Reorganization'],
      ['STALE_VERSION'],
      ([what]) => `id: ${id('Reorganization', what)}, expectedVersion: 0`,
    ),
  ),
];

/** A list of `Organization.coverage`. */
const broken = (rule: string, rows: string, ...nothingAt: Place[]): NodeProbe => ({
  field: `${rule.charAt(0).toUpperCase()}${rule.slice(1)}.${rows}`,
  args: 'first: 2',
  from: { type: 'Organization', path: ['coverage', rule] },
  nothingAt,
});

export const nodeProbes: readonly NodeProbe[] = [
  ...apiKeyNodeProbes,
  ...accountNodeProbes,
  ...temporaryNodeProbes,
  broken('gridsWithoutOrganization', 'grids'),
  // Two of the places stand in a grid themselves, and so does all that lies beneath them.
  broken('membersInNoGrid', 'memberships', 'beneath', 'other grid'),
  broken('buildingGroupsInNoGrid', 'organizations'),
  broken('branchesBelowThreeFullMembers', 'organizations', 'dissolved'),
  broken('vacantPosts', 'posts', 'dissolved'),
  { field: 'Organization.parent', answers: 'directly above' },
  { field: 'Organization.ancestors', answers: 'directly above' },
  { field: 'Organization.memberships', args: 'first: 2, reach: DIRECT' },
  { field: 'Organization.grids', args: 'first: 2, reach: DIRECT' },
  { field: 'Organization.posts', args: 'first: 2, reach: DIRECT', nothingAt: ['dissolved'] },
  { field: 'Organization.accounts', args: 'first: 2, reach: DIRECT' },
  { field: 'Organization.grants', args: 'first: 2, reach: DIRECT' },
  { field: 'Organization.auditEntries', args: 'first: 2, reach: DIRECT' },
  { field: 'Organization.reorganizations', args: 'first: 2, reach: DIRECT' },
  { field: 'Reorganization.organization' },
  { field: 'Reorganization.author' },
  { field: 'Reorganization.approver' },
  { field: 'Grid.buildingGroups' },
  { field: 'Person.memberships' },
  { field: 'Person.phone' },
  { field: 'Person.identityNumber' },
  { field: 'Membership.organization' },
  { field: 'Post.grid' },
  { field: 'Grant.account' },
  { field: 'AuditEntry.account' },
  ...auditProbes,
];

/** Nodes, which are asked for by themselves: in other types they are not selected whole. */
export const entryTypes = new Set(nodeTypes);
export { nodeTypes };

/** Inherited fields that are open to all, each of whom reads something else there. */
export const dependsOnViewer = new Set(nodeTypes.map((type) => `${type}.viewerCan`));
