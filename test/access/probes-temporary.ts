import type { Naming } from './namings';
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

const errors = '{ userErrors { field message code } }';
const impossible = (type: string) => [
  ...['gid://sanlou/Person/1', 'gid://sanlou/Nothing/1', `gid://sanlou/${type}/0`, '1', ''],
  `gid://sanlou/${type}/9223372036854775808`,
];

export const temporaryNamings: readonly Naming[] = [
  {
    field: 'TakeTemporaryAccessInput.organizationId',
    ask: (name) =>
      `mutation { takeTemporaryAccess(input: { organizationId: "${name}", role: VIEWER, reason: " " }) ${errors} }`,
    nameOf: ({ ids }) => ids.Organization ?? '',
    absent: 'gid://sanlou/Organization/999999999',
    impossible: impossible('Organization'),
  },
  {
    field: 'EndTemporaryAccessInput.grantId',
    ask: (name) => `mutation { endTemporaryAccess(input: { grantId: "${name}" }) ${errors} }`,
    nameOf: ({ ids }) => ids.Grant ?? '',
    absent: 'gid://sanlou/Grant/999999999',
    impossible: impossible('Grant'),
  },
];
