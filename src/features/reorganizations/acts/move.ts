import { moveSubtree } from '../../../database/closure';
import { refuseLevel } from '../../organizations/create-organization';
import { recordLineage } from '../../organizations/history/record-lineage';
import { recordPlace } from '../../organizations/history/record-place';
import { wasWithin } from '../../organizations/history/since.queries';
import type { Organization } from '../../organizations/organization.entity';
import { refuseDissolved } from '../../organizations/organization.locks';
import type { MoveAct } from './act';
import { auditAct } from './audit-act';
import { fault, type Performance } from './performance';

/** Moves an organization with everything beneath it. Answers false when it stands there already. */
export async function performMove(performance: Performance, { organization, parent }: MoveAct): Promise<boolean> {
  const current = await performance.changed(organization, 'id');
  refuseDissolved(current, 'id');
  return place(performance, current, await performance.place(parent, 'newParentId'), 'newParentId');
}

/** Places an organization that stands beneath another one that stands; both are read, the first is locked. */
export async function place(
  performance: Performance,
  current: Organization,
  parent: Organization,
  field: string,
): Promise<boolean> {
  const { tx, day, origin } = performance;
  await refuse(performance, current, parent, field);
  if (current.parentId === parent.id) return false;
  await moveSubtree(await tx.session(), current.id, parent.id);
  await recordPlace(tx, current, parent, day);
  await recordLineage(tx, origin, [
    {
      ...{ kind: 'MOVE', predecessorId: current.id, successorId: current.id },
      ...{ before: { parentId: current.parentId }, after: { parentId: parent.id } },
    },
  ]);
  await auditAct(performance, 'moved', current.id, current);
  return true;
}

async function refuse(
  performance: Performance,
  current: Organization,
  parent: Organization,
  field: string,
): Promise<void> {
  const { tx, day } = performance;
  const cycle =
    parent.id === current.id ||
    parent.path.startsWith(`${current.path}/`) ||
    (performance.isPast && (await wasWithin(tx, parent.id, current.id, day)));
  if (cycle) {
    throw fault(
      'WOULD_CREATE_CYCLE',
      field,
      'The new parent is the organization itself or lies beneath it.',
      '新的上级是该组织本身或其下级。',
    );
  }
  refuseLevel(tx, parent, current.levelRank, field);
  await performance.refuseUnlessStood(current, 'id');
  await performance.refuseUnlessStood(parent, field);
  await performance.refuseLater(current, 'moved');
}
