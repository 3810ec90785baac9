import type { NodeProbe, RootProbe } from './probes';

/** How temporary access is asked for. A reason of nothing is refused, so that nobody takes any. */
export const temporaryRootProbes: readonly RootProbe[] = [
  {
    field: 'Mutation.takeTemporaryAccess',
    targets: ['Organization'],
    says: ['INVALID'],
    args: ([at]) => `input: { organizationId: "${at?.ids.Organization}", role: VIEWER, reason: " " }`,
  },
  {
    field: 'Mutation.endTemporaryAccess',
    targets: ['Grant'],
    // Whoever sees a grant that is not his is told that it is not.
    says: ['NOT_FOUND'],
    args: ([what]) => `input: { grantId: "${what?.ids.Grant}" }`,
  },
  {
    field: 'Subscription.temporaryAccessTaken',
    targets: ['Organization'],
    args: ([at]) => `organizationId: "${at?.ids.Organization}"`,
  },
];

export const temporaryNodeProbes: readonly NodeProbe[] = [
  { field: 'Organization.temporaryAccesses', args: 'first: 2, reach: DIRECT' },
];
