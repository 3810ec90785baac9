import type { DesiredOrganization } from './desired-organization';
import type { ExistingOrganization } from './existing-organization';
import { groupBy } from './group';
import type { Matches } from './matches';
import { similarityKeys } from './similar-names';
import type { DesiredTree } from './trees';

/**
 * Recognizes an organization whose code and spelling both changed: the only similar one on both sides, and gone from where
 * others came from that its new parent received under their own names. Within one parent, or among several, it is asked.
 */
export function matchSimilar(
  desired: DesiredTree,
  candidates: readonly ExistingOrganization[],
  matches: Matches,
): void {
  const evident = oldParents(desired, matches);
  const left = desired.rows.filter((row) => matches.isLeft(row));
  const parentsOf = (row: DesiredOrganization) => {
    const parent = desired.parentOf(row);
    const present = parent && matches.organizationOf(parent)?.id;
    return new Set([...(evident.get(row.parentCode) ?? []), ...(present === undefined ? [] : [present])]);
  };
  const similar = findSimilar(left, parentsOf, candidates);
  const rowsOf = groupBy(
    [...similar].flatMap(([row, organizations]) => [...organizations].map((organization) => ({ row, organization }))),
    ({ organization }) => organization,
  );
  for (const [row, organizations] of similar) {
    const [only, ...others] = organizations;
    if (!only) continue;
    const isEvident = evident.get(row.parentCode)?.has(only.parentId ?? '') ?? false;
    if (others.length === 0 && rowsOf.get(only)?.length === 1 && isEvident) {
      matches.pair(row, only, 'SIMILAR_NAME');
    } else {
      const names = [only, ...others].map(({ name }) => name).join(', ');
      matches.ask(row, [only, ...others], `${row.name} is similar to ${names}. Is it one of them, or is it new?`);
    }
  }
}

/** By the code of a new parent: where it received organizations from that kept their names. */
function oldParents(desired: DesiredTree, matches: Matches): Map<string | null, Set<string>> {
  const parents = new Map<string | null, Set<string>>();
  for (const row of desired.rows) {
    const from = matches.rules.get(row) === 'SAME_NAME' ? matches.organizationOf(row)?.parentId : undefined;
    if (from == null) continue;
    parents.set(row.parentCode, (parents.get(row.parentCode) ?? new Set()).add(from));
  }
  return parents;
}

function findSimilar(
  left: readonly DesiredOrganization[],
  parentsOf: (row: DesiredOrganization) => ReadonlySet<string>,
  candidates: readonly ExistingOrganization[],
): Map<DesiredOrganization, Set<ExistingOrganization>> {
  const wanted = new Map(left.map((row) => [row, parentsOf(row)]));
  const parents = new Set([...wanted.values()].flatMap((each) => [...each]));
  const entries = candidates.flatMap((organization) => {
    const { parentId, levelCode, name } = organization;
    if (parentId === null || !parents.has(parentId)) return [];
    return similarityKeys(name).map((key) => ({ place: `${parentId} ${levelCode} ${key}`, organization }));
  });
  const index = groupBy(entries, ({ place }) => place);
  if (index.size === 0) return new Map();
  return new Map(
    [...wanted].map(([row, from]) => {
      const keys = from.size ? similarityKeys(row.name) : [];
      const places = [...from].flatMap((parent) => keys.map((key) => `${parent} ${row.level} ${key}`));
      return [row, new Set(places.flatMap((place) => index.get(place) ?? []).map(({ organization }) => organization))];
    }),
  );
}
