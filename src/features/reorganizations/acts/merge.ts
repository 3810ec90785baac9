import { recordFacts } from '../../organizations/history/record-facts';
import { recordLineage } from '../../organizations/history/record-lineage';
import type { Organization } from '../../organizations/organization.entity';
import { readOrganization, refuseDissolved } from '../../organizations/organization.locks';
import type { MergeAct } from './act';
import { auditAct } from './audit-act';
import { carry } from './carry';
import { refuseDependants } from './dependants';
import { fault, type Performance } from './performance';
import { placeChildren } from './place-children';

/** Merges organizations into another of their level: children, memberships, posts and grids go over, they themselves end. */
export async function performMerge(performance: Performance, { organizations, into }: MergeAct): Promise<void> {
  if (organizations.length === 0)
    throw fault('INVALID', 'organizationIds', 'Name at least one.', '请至少指定一个组织。');
  const target = await performance.place(into, 'intoId');
  await performance.refuseUnlessStood(target, 'intoId');
  for (const ref of organizations)
    await mergeOne(performance, await performance.changed(ref, 'organizationIds'), target);
}

async function mergeOne(performance: Performance, source: Organization, target: Organization): Promise<void> {
  const { tx, day, origin } = performance;
  refuseDissolved(source, 'organizationIds');
  refuseMerge(source, await readOrganization(tx, target.id));
  await performance.refuseUnlessStood(source, 'organizationIds');
  await performance.refuseLater(source, 'moved', 'changed');
  const children = await placeChildren(performance, source, target);
  const carried = await carry(performance, source, target);
  await refuseDependants(performance, source, 'organizationIds');
  await recordFacts(tx, await readOrganization(tx, source.id), day, { dissolvedOn: day });
  await recordLineage(tx, origin, [{ kind: 'MERGE', predecessorId: source.id, successorId: target.id }]);
  await auditAct(performance, 'merged', source.id, source, { into: target.globalId, children, ...carried });
}

function refuseMerge(source: Organization, target: Organization): void {
  if (source.id === target.id || target.path.startsWith(`${source.path}/`)) {
    throw fault(
      'WOULD_CREATE_CYCLE',
      'intoId',
      'An organization cannot be merged into itself or into what lies beneath it.',
      '不能并入自身或其下级。',
    );
  }
  if (source.levelRank !== target.levelRank) {
    throw fault(
      'LEVEL_NOT_ALLOWED',
      'intoId',
      'Only organizations of one level are merged.',
      '只能合并同一层级的组织。',
    );
  }
}
