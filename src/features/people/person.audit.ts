import { toGlobalId } from '../../graphql/ids';
import type { Person } from './person.entity';

/** A person as the audit trail keeps him: that a secret is on record, never the secret. */
export function auditImage({
  organizationId,
  name,
  externalReference,
  sealedPhone,
  sealedIdentityNumber,
  version,
}: Person): object {
  return {
    organization: toGlobalId('Organization', organizationId),
    ...{ name, externalReference, version },
    hasPhone: sealedPhone !== null,
    hasIdentityNumber: sealedIdentityNumber !== null,
  };
}
