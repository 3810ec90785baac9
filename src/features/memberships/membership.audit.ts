import { toGlobalId } from '../../graphql/ids';
import type { Membership } from './membership.entity';

/** A membership as the audit trail keeps it. */
export function auditImage(membership: Membership): object {
  const { personId, organizationId, status, statusSince, startedOn, endedOn, endReason, externalReference, version } =
    membership;
  return {
    membership: membership.globalId,
    person: toGlobalId('Person', personId),
    organization: toGlobalId('Organization', organizationId),
    ...{ status, statusSince, startedOn, endedOn, endReason, externalReference, version },
  };
}
