import { toGlobalId } from '../../graphql/ids';
import type { Organization } from './organization.entity';

/** An organization as the audit trail keeps it. */
export function auditImage(organization: Organization): object {
  const {
    name,
    shortName,
    kind,
    sortOrder,
    externalReference,
    areaCode,
    establishedOn,
    dissolvedOn,
    version,
    parentId,
  } = organization;
  return {
    parent: parentId && toGlobalId('Organization', parentId),
    ...{ name, shortName, kind, sortOrder, externalReference, areaCode, establishedOn, dissolvedOn, version },
  };
}
