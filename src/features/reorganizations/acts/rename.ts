import { cleanName, cleanOptional } from '../../../graphql/text';
import { cleanAreaCode } from '../../organizations/create-organization';
import { refuseDissolved } from '../../organizations/organization.locks';
import { changeable, changeFacts, type Changeable } from '../../organizations/update-organization';
import type { RenameAct } from './act';
import { auditAct } from './audit-act';
import { refuseTaken } from './codes';
import type { Performance } from './performance';

/** Gives an organization another name, other references or another order from a day on. Answers false when it has them already. */
export async function performRename(performance: Performance, act: RenameAct): Promise<boolean> {
  const { tx, origin } = performance;
  const current = await performance.changed(act.organization, 'id');
  refuseDissolved(current, 'id');
  await performance.refuseUnlessStood(current, 'id');
  const kept = changeable(current);
  const wanted = {
    name: act.name == null ? kept.name : cleanName(act.name, ['input', 'name']),
    shortName: replaced(act.shortName, kept.shortName, 'shortName'),
    kind: replaced(act.organizationKind, kept.kind, 'kind', 50),
    externalReference: replaced(act.externalReference, kept.externalReference, 'externalReference', 100),
    areaCode: act.areaCode === undefined ? kept.areaCode : (cleanAreaCode(act.areaCode) ?? null),
    sortOrder: act.sortOrder ?? kept.sortOrder,
  };
  if (JSON.stringify(wanted) === JSON.stringify(kept)) return false;
  await performance.refuseLater(current, 'changed');
  await refuseTaken(performance, [gained(kept, wanted)], undefined, current.id);
  await changeFacts(tx, current, wanted, origin);
  await auditAct(performance, 'renamed', current.id, current);
  return true;
}

/** The codes that it has not had so far. */
function gained(kept: Changeable, wanted: Changeable): Pick<Changeable, 'externalReference' | 'areaCode'> {
  return {
    externalReference: wanted.externalReference === kept.externalReference ? null : wanted.externalReference,
    areaCode: wanted.areaCode === kept.areaCode ? null : wanted.areaCode,
  };
}

function replaced(
  given: string | null | undefined,
  kept: string | null,
  field: string,
  longest?: number,
): string | null {
  return given === undefined ? kept : (cleanOptional(given, ['input', field], longest) ?? null);
}
