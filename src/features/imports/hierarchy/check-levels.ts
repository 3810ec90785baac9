import type { CleanRow } from './clean-row';
import { faultIn, type HierarchyFault } from './faults';
import type { HierarchyLevel, LevelOfWord } from './level-words';

/** Refuses a level that there is not, and one that the parent's level does not allow beneath it. */
export function checkLevels(
  rows: readonly CleanRow[],
  byCode: ReadonlyMap<string, CleanRow>,
  levels: readonly HierarchyLevel[],
  levelOfWord: LevelOfWord,
  levelOfKnown: (code: string) => string | undefined,
): HierarchyFault[] {
  const byLevelCode = new Map(levels.map((level) => [level.code, level]));
  const levelOf = ({ word }: CleanRow) => byLevelCode.get(word === null ? '' : (levelOfWord(word)?.level ?? ''));
  const levelAbove = (parentCode: string) => {
    const parent = byCode.get(parentCode);
    return parent ? levelOf(parent) : byLevelCode.get(levelOfKnown(parentCode) ?? '');
  };
  return rows.flatMap((row) => {
    if (row.word === null) return [];
    const fault = faultIn(row.line);
    const level = levelOf(row);
    if (!level) {
      const known = levels.map(({ code }) => code).join(', ');
      return [fault('level', 'UNKNOWN_LEVEL', `There is no level ${row.word}; there are ${known}.`)];
    }
    const above = row.parentCode === null || row.parentCode === row.code ? undefined : levelAbove(row.parentCode);
    if (!above || above.childRanks.includes(level.rank)) return [];
    return [fault('level', 'LEVEL_NOT_ALLOWED', `${level.code} cannot stand directly beneath ${above.code}.`)];
  });
}
