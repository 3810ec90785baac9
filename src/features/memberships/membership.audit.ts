import type { WriteContext } from '../../graphql/context';
import { toGlobalId } from '../../graphql/ids';
import type { Membership } from './membership.entity';

/** A membership as the audit trail keeps it. The trail cannot forget, so another register's key of the member is not in it. */
function auditImage(membership: Membership): object {
  const { personId, organizationId, status, statusSince, startedOn, endedOn, endReason, externalReference, version } =
    membership;
  return {
    membership: membership.globalId,
    person: toGlobalId('Person', personId),
    organization: toGlobalId('Organization', organizationId),
    ...{ status, statusSince, startedOn, endedOn, endReason, version },
    hasExternalReference: externalReference !== null,
  };
}

/** Records a change where the membership is; without `before` it is new there. */
export function recordChange(tx: WriteContext, action: string, after: Membership, before?: Membership): void {
  const isReferenced = before && before.externalReference !== after.externalReference;
  tx.audit({
    action,
    nodeType: 'Membership',
    nodeId: after.id,
    organizationId: after.organizationId,
    before: before ? auditImage(before) : null,
    // The images of two references are alike.
    after: { ...auditImage(after), ...(isReferenced && { changed: ['externalReference'] }) },
  });
}
