import { toGlobalId } from '../../graphql/ids';
import type { Grant } from './grant.entity';

/** A grant as the audit trail keeps it. */
export function auditImage(grant: Grant): object {
  const { accountId, role, organizationId, gridId, startsOn, endsOn, revokedAt, delegatedFrom, expiresAt, reason } =
    grant;
  return {
    account: toGlobalId('Account', accountId),
    organization: toGlobalId('Organization', organizationId),
    grid: gridId && toGlobalId('Grid', gridId),
    ...{ role, startsOn, endsOn, revokedAt },
    delegatedFrom: delegatedFrom && toGlobalId('Grant', delegatedFrom),
    ...(expiresAt && { expiresAt, reason }),
  };
}
