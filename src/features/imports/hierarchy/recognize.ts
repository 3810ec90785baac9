import type { ExistingOrganization } from './existing-organization';
import { matchAnswers, matchCodes, matchRoot } from './match-codes';
import { matchNames } from './match-names';
import { matchSimilar } from './match-similar';
import { Matches, type Answers } from './matches';
import type { DesiredTree, ExistingTree } from './trees';

export interface Recognized {
  matches: Matches;
  /** Whether the file speaks of an organization: of its level, and of the part of the tree where it lies. */
  isSpokenOf: (organization: ExistingOrganization) => boolean;
}

/** Finds out which rows of the file are which organizations of the tree: by code, by answer, by name, by similar name. */
export function recognize(desired: DesiredTree, existing: ExistingTree, answers: Answers): Recognized {
  const matches = new Matches();
  matchCodes(desired, existing, matches);
  matchAnswers(desired, existing, answers, matches);
  matchRoot(desired, existing, matches);

  const levels = new Set(desired.rows.map(({ level }) => level));
  // A file of one street is silent about the others: what it means to be complete is only what lies beneath its rows.
  const within = existing.within((organization) => matches.rowOf(organization) !== undefined);
  const spokenOf = new Set(existing.organizations.filter((each) => levels.has(each.levelCode) && within(each)));
  const isSpokenOf = (organization: ExistingOrganization) => spokenOf.has(organization);

  matchNames(desired, existing, isSpokenOf, matches);
  matchSimilar(
    desired,
    existing.organizations.filter((each) => isSpokenOf(each) && matches.isFree(each)),
    matches,
  );
  return { matches, isSpokenOf };
}
