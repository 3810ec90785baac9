import { closureFaults } from '../../database/closure';
import { counterCheck } from '../../database/counters';
import type { IntegrityCheck } from '../../database/integrity';
import { auditCheck } from '../../features/audit/audit-check';
import { gridCheck } from '../../features/grids/grid-check';
import { membershipCheck } from '../../features/memberships/membership-check';
import { organizationChecks } from '../../features/organizations/history/organization-faults.sql';

/** What must be so of every tenant, whoever wrote it: asked by `sanlou verify`, by the seeds of themselves, and by tests. */
export const integrityChecks: readonly IntegrityCheck[] = [
  { name: 'closure by the parents', of: 'organization', faults: closureFaults },
  ...organizationChecks,
  membershipCheck,
  gridCheck,
  counterCheck,
  auditCheck,
];
