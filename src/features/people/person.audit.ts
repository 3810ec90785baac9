import { toGlobalId } from '../../graphql/ids';
import type { Person } from './person.entity';

/**
 * A person as the audit trail keeps him: that something is on record, never what. The trail cannot forget, so it holds
 * neither his name nor another register's key of him; which of them a change was about, it says by `changed`.
 */
export function auditImage({
  organizationId,
  externalReference,
  sealedPhone,
  sealedIdentityNumber,
  version,
}: Person): object {
  return {
    organization: toGlobalId('Organization', organizationId),
    version,
    hasExternalReference: externalReference !== null,
    hasPhone: sealedPhone !== null,
    hasIdentityNumber: sealedIdentityNumber !== null,
  };
}
