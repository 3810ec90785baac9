import { recordFacts } from '../../organizations/history/record-facts';
import { recordLineage } from '../../organizations/history/record-lineage';
import { readOrganization } from '../../organizations/organization.locks';
import type { RestoreAct } from './act';
import { auditAct } from './audit-act';
import { place } from './move';
import { fault, type Performance } from './performance';

/** Lets a dissolved organization exist again from a day on, where it stood last or beneath another parent. */
export async function performRestore(performance: Performance, { organization, parent }: RestoreAct): Promise<void> {
  const { tx, day, origin } = performance;
  const current = await performance.changed(organization, 'id');
  if (current.dissolvedOn === null) throw fault('INVALID', 'id', 'It is not dissolved.', '该组织并未撤销。');
  if (day < current.dissolvedOn) {
    throw fault(
      'INVALID',
      'effectiveOn',
      `It was dissolved only on ${current.dissolvedOn}.`,
      `该组织于 ${current.dissolvedOn} 才撤销。`,
    );
  }
  const above = await performance.place(parent ?? { id: current.parentId as string }, 'newParentId');
  await performance.refuseUnlessStood(above, 'newParentId');
  await recordFacts(tx, current, day, { dissolvedOn: null });
  await recordLineage(tx, origin, [{ kind: 'RESTORE', predecessorId: current.id, successorId: current.id }]);
  await auditAct(performance, 'restored', current.id, current);
  await place(performance, await readOrganization(tx, current.id), above, 'newParentId');
}
