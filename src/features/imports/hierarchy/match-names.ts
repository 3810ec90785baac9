import type { ExistingOrganization } from './existing-organization';
import { groupBy } from './group';
import type { Matches } from './matches';
import { plainName } from './plain-name';
import type { DesiredTree, ExistingTree } from './trees';

const keyOf = (level: string, name: string) => `${level} ${plainName(name)}`;

/**
 * Recognizes an organization under a new code by its name, when nobody else in the file or the tree has that name at its
 * level. Otherwise it is asked.
 */
export function matchNames(
  desired: DesiredTree,
  existing: ExistingTree,
  isSpokenOf: (organization: ExistingOrganization) => boolean,
  matches: Matches,
): void {
  const left = desired.rows.filter((row) => matches.isLeft(row));
  if (left.length === 0) return;
  const rows = groupBy(desired.rows, ({ level, name }) => keyOf(level, name));
  const organizations = groupBy(existing.organizations, ({ levelCode, name }) => keyOf(levelCode, name));
  const isCandidate = (each: ExistingOrganization) => isSpokenOf(each) && matches.isFree(each);
  // Before anything is asked, so that one question does not take the candidates of the next.
  const candidates = left.map((row) => (organizations.get(keyOf(row.level, row.name)) ?? []).filter(isCandidate));

  for (const [index, row] of left.entries()) {
    const key = keyOf(row.level, row.name);
    const [only, ...others] = candidates[index] ?? [];
    if (!only) continue;
    if (others.length === 0 && rows.get(key)?.length === 1 && organizations.get(key)?.length === 1) {
      matches.pair(row, only, 'SAME_NAME');
    } else {
      const text = `More than one organization is named ${plainName(row.name)}. Which one is it, or is it new?`;
      matches.ask(row, [only, ...others], text);
    }
  }
}
