import type { TenantLevel } from '../../../access/actor';
import type { WriteContext } from '../../../graphql/context';
import type { Organization } from '../../organizations/organization.entity';
import { checkHierarchy } from '../hierarchy/check-hierarchy';
import { deriveActs, type DerivedActs } from '../hierarchy/derive-acts';
import type { PlannedAct } from '../hierarchy/draft';
import { byLine, faultIn, type HierarchyFault, type HierarchyNotice } from '../hierarchy/faults';
import type { Answers, Question, Recognition } from '../hierarchy/matches';
import type { HierarchyRow } from '../hierarchy/row';
import { ExistingTree } from '../hierarchy/trees';
import { levelGround, levelsAfter } from '../levels/prepare-levels';
import { spareHome, type HomeCodes } from './spare-home';
import { readStanding, withLevels } from './standing.queries';
import { refuseTakenCodes } from './taken-codes';

/** Of the organizations that a file speaks of, more than this share is not dissolved unless it is allowed. */
const mostDissolved = 0.1;

export interface ImportRequest {
  /** What the file speaks of lies at or beneath it. */
  home: Organization;
  rows: readonly HierarchyRow[];
  answers?: Answers;
  allowDissolve?: boolean;
  /** The file says which levels there are; the home is then the root. */
  createLevels?: boolean;
}

export interface ImportPlan {
  faults: HierarchyFault[];
  notices: HierarchyNotice[];
  questions: Question[];
  recognitions: Recognition[];
  counts: DerivedActs['counts'];
  /** Rows that say what is so already. */
  unchanged: number;
  acts: PlannedAct[];
  /** For each act the line it is due to. */
  lines: (number | null)[];
  /** All levels of the tenant as they are to be; empty where they stay. */
  newLevels: TenantLevel[];
  /** Which part of the organizations that the file speaks of would be dissolved, from 0 to 1. */
  dissolvedShare: number;
  homeCodes: HomeCodes | null;
}

const nothing: Omit<ImportPlan, 'faults' | 'notices'> = {
  ...{ questions: [], recognitions: [], unchanged: 0, acts: [], lines: [], newLevels: [], dissolvedShare: 0 },
  ...{ counts: { CREATE: 0, SPLIT: 0, RENAME: 0, MOVE: 0, DISSOLVE: 0 }, homeCodes: null },
};

/** Finds out what has to be done so that the tree becomes that of the file; writes nothing. */
export async function planImport(
  tx: WriteContext,
  { home, rows, answers, allowDissolve = false, createLevels = false }: ImportRequest,
  onPhase: (phase: 'Checking' | 'Matching') => void = () => undefined,
): Promise<ImportPlan> {
  const ground = createLevels ? await levelGround(tx, home, rows) : undefined;
  const known = ground?.present ?? tx.actor.tenant.levels;
  const standing = await readStanding(tx, home);
  onPhase('Checking');
  const tree = new ExistingTree(withLevels(standing, known));
  const levelOfKnown = (code: string) => (tree.withReference(code) ?? tree.withAreaCode(code))?.levelCode;
  const checked = checkHierarchy(rows, known, { createLevels, levelOfKnown });
  if (checked.faults.length) return { ...nothing, faults: checked.faults, notices: checked.notices };

  const after = ground && levelsAfter(tx, ground, checked, levelOfKnown);
  if (after?.faults.length) return { ...nothing, faults: after.faults, notices: checked.notices };
  onPhase('Matching');
  const levels = after?.levels ?? tx.actor.tenant.levels;
  const derived = deriveActs(checked.clean, withLevels(standing, levels), answers);
  const { acts, homeCodes, notices } = spareHome(derived, home);
  const isSpared = acts.length < derived.acts.length;
  const dissolvedShare = derived.spokenOf ? derived.counts.DISSOLVE / derived.spokenOf : 0;
  const taken = await refuseTakenCodes(tx, home, acts);
  const guarded = allowDissolve || dissolvedShare <= mostDissolved ? [] : [tooManyDissolved(derived)];
  return {
    ...derived,
    faults: byLine([...derived.faults, ...taken, ...guarded]),
    notices: byLine([...checked.notices, ...derived.notices, ...notices]),
    counts: { ...derived.counts, RENAME: derived.counts.RENAME - Number(isSpared) },
    unchanged: derived.unchanged + Number(isSpared),
    acts: acts.map(({ act }) => act),
    lines: acts.map(({ line }) => line),
    newLevels: after?.isChanged ? after.levels : [],
    ...{ dissolvedShare, homeCodes },
  };
}

function tooManyDissolved({ counts, spokenOf }: DerivedActs): HierarchyFault {
  const message = `It would dissolve ${counts.DISSOLVE} of the ${spokenOf} organizations that the file speaks of; more than a tenth must be allowed.`;
  return faultIn(null)(null, 'TOO_MANY_DISSOLVED', message);
}
