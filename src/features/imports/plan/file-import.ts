import type { WriteContext } from '../../../graphql/context';
import { sql } from '../../../database/sql';
import type { Organization } from '../../organizations/organization.entity';
import type { Impact } from '../../organizations/organization.payloads';
import { performRename } from '../../reorganizations/acts/rename';
import { Performance } from '../../reorganizations/acts/performance';
import { applyActs } from '../../reorganizations/plans/apply';
import { auditReorganization } from '../../reorganizations/plans/audit-reorganization';
import { draft } from '../../reorganizations/plans/draft';
import type { Reorganization } from '../../reorganizations/plans/reorganization.entity';
import { updateReorganization } from '../../reorganizations/plans/write-reorganization';
import { writeLevels } from '../levels/write-levels';
import type { ImportPlan } from './plan-import';

export interface Filing {
  home: Organization;
  name: string;
  reason?: string | null;
  effectiveOn?: string | null;
}

export interface Filed {
  /** Null where there is nothing to do. */
  reorganization: Reorganization | null;
  /** Null where nothing was applied. */
  impact: Impact | null;
}

/** Lays the acts of an import down as a draft; null where there is nothing to do. */
export async function draftImport(
  tx: WriteContext,
  { acts, newLevels }: ImportPlan,
  { home, ...filing }: Filing,
): Promise<Reorganization | null> {
  if (newLevels.length) await writeLevels(tx, home, newLevels);
  return acts.length ? draft(tx, { ...filing, organizationId: home.id }, acts) : null;
}

/**
 * Does an import on its day, at once unless that day is to come. Nobody's approval is asked: it is for the operator of the
 * machine, who is no account.
 */
export async function applyImport(
  tx: WriteContext,
  plan: ImportPlan,
  filing: Filing,
  onPerformed?: (count: number) => void,
): Promise<Filed> {
  const drafted = await draftImport(tx, plan, filing);
  const day = drafted?.effectiveOn ?? filing.effectiveOn ?? tx.actor.today;
  const isDue = day <= tx.actor.today;
  if (isDue && plan.homeCodes) {
    const origin = { day, reason: filing.reason ?? filing.name, reorganizationId: drafted?.id ?? null };
    const organization = { id: filing.home.id };
    await performRename(new Performance(tx, origin), { kind: 'RENAME', organization, ...plan.homeCodes });
  }
  if (!drafted) return { reorganization: null, impact: null };
  const approved = await updateReorganization(tx, drafted, sql`state = 'APPROVED', approved_at = now()`);
  auditReorganization(tx, 'approved', approved, drafted, { approver: 'operator of the machine' });
  return isDue ? applyActs(tx, approved, onPerformed) : { reorganization: approved, impact: null };
}
