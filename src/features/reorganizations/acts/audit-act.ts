import { auditImage } from '../../organizations/organization.audit';
import type { Organization } from '../../organizations/organization.entity';
import { readOrganization } from '../../organizations/organization.locks';
import type { Performance } from './performance';

/** Records what an act made of an organization; without `before` it is new. Answers it as it is now. */
export async function auditAct(
  performance: Performance,
  action: string,
  id: string,
  before?: Organization,
  more: object = {},
): Promise<Organization> {
  const { tx, origin } = performance;
  const organization = await readOrganization(tx, id);
  tx.audit({
    action: `organization.${action}`,
    nodeType: 'Organization',
    nodeId: id,
    organizationId: id,
    reason: origin.reason,
    before: before && auditImage(before),
    after: { ...auditImage(organization), effectiveOn: origin.day, ...more },
  });
  return organization;
}
