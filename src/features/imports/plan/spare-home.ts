import type { Organization } from '../../organizations/organization.entity';
import type { RenameAct } from '../../reorganizations/acts/act';
import type { DerivedActs } from '../hierarchy/derive-acts';
import type { PlannedAct } from '../hierarchy/draft';
import type { HierarchyNotice } from '../hierarchy/faults';

export interface HomeCodes {
  externalReference?: string;
  areaCode?: string;
}

export interface Spared {
  acts: { act: PlannedAct; line: number | null }[];
  /** The codes that the file gives to the home; null where it has them. */
  homeCodes: HomeCodes | null;
  notices: HierarchyNotice[];
}

/** Takes out what the file would change of the home itself: a plan changes only what lies strictly beneath. */
export function spareHome({ acts, lines }: DerivedActs, home: Organization): Spared {
  const all = acts.map((act, index) => ({ act, line: lines[index] ?? null }));
  const isOfHome = ({ act }: { act: PlannedAct }) =>
    act.kind === 'RENAME' && 'id' in act.organization && act.organization.id === home.id;
  const own = all.find(isOfHome);
  if (!own) return { acts: all, homeCodes: null, notices: [] };
  const { kind: _kind, organization: _home, externalReference, areaCode, ...kept } = own.act as RenameAct;
  const homeCodes = {
    ...(externalReference == null ? {} : { externalReference }),
    ...(areaCode == null ? {} : { areaCode }),
  };
  return {
    acts: all.filter((each) => each !== own),
    homeCodes: Object.keys(homeCodes).length ? homeCodes : null,
    notices: Object.keys(kept).length ? [keptNotice(own.line, home, kept)] : [],
  };
}

function keptNotice(line: number | null, { name }: Organization, kept: object): HierarchyNotice {
  const facts = Object.entries(kept).map(([what, value]) => `${what} ${String(value)}`);
  const message = `${name} stays as it is: a plan changes only what lies beneath. The file says ${facts.join(', ')}.`;
  return { line, column: 'name', code: 'HOME_KEPT', message };
}
