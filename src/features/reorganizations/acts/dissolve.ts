import { recordFacts } from '../../organizations/history/record-facts';
import { recordLineage } from '../../organizations/history/record-lineage';
import { refuseDissolved } from '../../organizations/organization.locks';
import type { DissolveAct } from './act';
import { auditAct } from './audit-act';
import { carry } from './carry';
import { refuseDependants } from './dependants';
import { fault, type Performance } from './performance';

/** Ends an organization; its members, posts and grids go where the act says. It stays readable by id; nothing is deleted. */
export async function performDissolve(
  performance: Performance,
  { organization, membersTo }: DissolveAct,
): Promise<void> {
  const { tx, day, origin } = performance;
  const current = await performance.changed(organization, 'id');
  refuseDissolved(current, 'id');
  await performance.refuseUnlessStood(current, 'id');
  await performance.refuseLater(current, 'moved', 'changed');
  const heir = membersTo && (await performance.place(membersTo, 'membersToId'));
  if (heir) {
    if (heir.id === current.id)
      throw fault('INVALID', 'membersToId', 'It is the one that ends.', '不能指定被撤销的组织本身。');
    await performance.refuseUnlessStood(heir, 'membersToId');
  }
  const carried = heir ? await carry(performance, current, heir) : undefined;
  await refuseDependants(performance, current, 'id');
  await recordFacts(tx, current, day, { dissolvedOn: day });
  if (heir) await recordLineage(tx, origin, [{ kind: 'DISSOLVE', predecessorId: current.id, successorId: heir.id }]);
  await auditAct(performance, 'dissolved', current.id, current, heir ? { membersTo: heir.globalId, ...carried } : {});
}
