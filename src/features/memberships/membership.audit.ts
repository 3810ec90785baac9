import type { WriteContext } from '../../graphql/context';
import { toGlobalId } from '../../graphql/ids';
import type { Membership } from './membership.entity';

/** A membership as the audit trail keeps it. */
function auditImage(membership: Membership): object {
  const { personId, organizationId, status, statusSince, startedOn, endedOn, endReason, externalReference, version } =
    membership;
  return {
    membership: membership.globalId,
    person: toGlobalId('Person', personId),
    organization: toGlobalId('Organization', organizationId),
    ...{ status, statusSince, startedOn, endedOn, endReason, externalReference, version },
  };
}

/** Records a change where the membership is; without `before` it is new there. */
export function recordChange(tx: WriteContext, action: string, after: Membership, before?: Membership): void {
  tx.audit({
    action,
    nodeType: 'Membership',
    nodeId: after.id,
    organizationId: after.organizationId,
    before: before ? auditImage(before) : null,
    after: auditImage(after),
  });
}
