import type { DesiredOrganization } from './desired-organization';
import type { PlannedAct } from './draft';
import { draftDissolutions } from './draft-dissolutions';
import { PlaceDrafter } from './draft-places';
import { draftRenames } from './draft-renames';
import type { ExistingOrganization } from './existing-organization';
import { byLine, type HierarchyFault, type HierarchyNotice } from './faults';
import type { Answers, Question, Recognition } from './matches';
import { orderByCodes } from './order-acts';
import { recognize } from './recognize';
import { tellExchanges, tellRecognitions } from './tell';
import { DesiredTree, ExistingTree } from './trees';

export interface DerivedActs {
  /** In an order in which they can be done. While there are faults or questions, what hangs on those is missing. */
  acts: PlannedAct[];
  /** For each act the line it is due to; null for what no line speaks of. */
  lines: (number | null)[];
  recognitions: Recognition[];
  questions: Question[];
  notices: HierarchyNotice[];
  /** What is wrong with the file beside this tree. */
  faults: HierarchyFault[];
  counts: Record<PlannedAct['kind'], number>;
  /** The rows whose organization no act names. */
  unchanged: number;
  /** How many organizations of the tree the file speaks of. */
  spokenOf: number;
}

/** Finds the acts that lead from the tree as it is to the tree of the file. `answers` settle questions of an earlier time. */
export function deriveActs(
  rows: readonly DesiredOrganization[],
  organizations: readonly ExistingOrganization[],
  answers: Answers = {},
): DerivedActs {
  const desired = new DesiredTree(rows);
  const existing = new ExistingTree(organizations);
  const recognized = recognize(desired, existing, answers);
  const { matches } = recognized;

  const places = new PlaceDrafter(desired, existing, matches);
  const renames = draftRenames(rows, matches);
  const dissolutions = draftDissolutions(existing, recognized);
  const drafts = [...places.created, ...places.moved, ...renames, ...dissolutions.drafts];
  const { ordered, faults } = orderByCodes(drafts, existing);

  const acts = ordered.map(({ act }) => act);
  return {
    acts,
    lines: ordered.map(({ line }) => line),
    recognitions: tellRecognitions(rows, matches, renames),
    questions: byLine(matches.questions),
    notices: byLine([...dissolutions.notices, ...tellExchanges(renames, existing)]),
    faults: byLine([...matches.faults, ...places.faults, ...faults]),
    counts: countActs(acts),
    unchanged: countUnchanged(rows, acts, (row) => matches.organizationOf(row)?.id),
    spokenOf: organizations.filter(recognized.isSpokenOf).length,
  };
}

function countActs(acts: readonly PlannedAct[]): DerivedActs['counts'] {
  const counts = { CREATE: 0, SPLIT: 0, RENAME: 0, MOVE: 0, DISSOLVE: 0 };
  for (const { kind } of acts) counts[kind] += 1;
  return counts;
}

function countUnchanged(
  rows: readonly DesiredOrganization[],
  acts: readonly PlannedAct[],
  idOf: (row: DesiredOrganization) => string | undefined,
): number {
  const named = acts.flatMap((act) => {
    if (act.kind === 'CREATE') return [];
    return act.kind === 'SPLIT'
      ? [act.organization, ...act.parts.flatMap(({ children }) => children ?? [])]
      : [act.organization];
  });
  const touched = new Set(named.flatMap((ref) => ('id' in ref ? [ref.id] : [])));
  return rows.map(idOf).filter((id) => id !== undefined && !touched.has(id)).length;
}
