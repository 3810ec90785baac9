import { fromGlobalId } from '../../graphql/ids';
import type { ReadContext } from '../../graphql/context';
import { and, can, inherited, inheritedConnection, scoped, somewhere, type PermissionPage } from '../../graphql/rules';
import { visiblePerson } from '../people/person.queries';
import type { AssignMembershipInput } from './membership.inputs';
import { visibleMembership } from './membership.queries';

type Naming<Field extends string> = { input: Record<Field, string> };

const membership = can(
  'membership:assign',
  async (_parent: unknown, { input }: Naming<'membershipId'>, ctx: ReadContext) => {
    return (await visibleMembership(ctx).load(fromGlobalId('Membership', input.membershipId)))?.organizationId;
  },
);
const place = can('membership:assign', (_parent: unknown, { input }: Naming<'organizationId'>) =>
  fromGlobalId('Organization', input.organizationId),
);
// Asked where the person is answered for: nobody takes a person from where he has no say.
const person = can(
  'membership:assign',
  async (_parent: unknown, { input }: { input: AssignMembershipInput }, ctx: ReadContext) => {
    return (await visiblePerson(ctx).load(fromGlobalId('Person', input.personId)))?.organizationId;
  },
  { seen: true },
);
const payload = inherited('membership', 'userErrors');

export const permissions: PermissionPage = {
  Mutation: {
    assignMembership: and(person, place),
    reassignMembership: and(membership, place),
    changeMembershipStatus: membership,
    endMembership: membership,
    // Each row is judged by itself, against the places where the actor may assign.
    assignMemberships: somewhere('membership:assign'),
  },
  Organization: { memberships: scoped('membership:read') },
  Person: { memberships: scoped('membership:read') },
  Membership: {
    ...inherited(
      'id',
      'person',
      'status',
      'statusSince',
      'startedOn',
      'endedOn',
      'endReason',
      'externalReference',
      'version',
    ),
    organization: scoped('organization:read'),
  },
  ...inheritedConnection('Membership'),
  AssignMembershipPayload: payload,
  ReassignMembershipPayload: { ...payload, ...inherited('endedMembership') },
  ChangeMembershipStatusPayload: payload,
  EndMembershipPayload: payload,
  AssignMembershipsPayload: inherited(
    'results',
    'assigned',
    'unchanged',
    'failed',
    'registered',
    'impact',
    'userErrors',
  ),
  AssignMembershipResult: inherited('index', 'membership', 'userErrors'),
  MembershipError: inherited('field', 'message', 'code'),
};
