import { sql } from '../../../database/sql';
import type { WriteContext } from '../../../graphql/context';
import type { Impact } from '../../organizations/organization.payloads';
import { readOrganization } from '../../organizations/organization.locks';
import { performAll } from '../acts/perform';
import { Performance } from '../acts/performance';
import { readImpact } from '../impact/impact.queries';
import { auditReorganization } from './audit-reorganization';
import { actsOf } from './reorganization.columns';
import type { Reorganization } from './reorganization.entity';
import { updateReorganization } from './write-reorganization';

export interface Applied {
  reorganization: Reorganization;
  impact: Impact;
}

/** Performs every act of a reorganization as of its day, whole or not at all; the caller has locked it and asked for access. */
export async function applyActs(
  tx: WriteContext,
  current: Reorganization,
  onPerformed?: (count: number) => void,
): Promise<Applied> {
  const home = await readOrganization(tx, current.organizationId);
  const origin = { day: current.effectiveOn, reason: current.reason ?? current.name, reorganizationId: current.id };
  const reorganization = await updateReorganization(
    tx,
    current,
    sql`state = 'APPLIED', applied_at = recorded_moment(), failure = null`,
  );
  await performAll(new Performance(tx, origin, home, onPerformed), await actsOf(tx, current));
  const impact = await readImpact(tx, reorganization);
  auditReorganization(tx, 'applied', reorganization, current, {
    ...{ organizations: impact.organizations, members: impact.members },
  });
  return { reorganization, impact };
}
