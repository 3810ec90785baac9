import { toAreaCode } from '../../organizations/area-code';
import { checkLevels } from './check-levels';
import { cleanRow, type CleanRow, type Findings } from './clean-row';
import type { DesiredOrganization } from './desired-organization';
import { dropDuplicates } from './duplicates';
import { byLine, type HierarchyFault, type HierarchyNotice } from './faults';
import { levelWords, streetKindOf, type HierarchyLevel, type LevelOfWord } from './level-words';
import { deriveLevels } from './new-levels';
import type { HierarchyRow } from './row';
import { checkStructure } from './structure';

export interface CheckOptions {
  /** The file says which levels there are; those given are only known by their words. */
  createLevels?: boolean;
  /** The level of an organization of the tree that has this code; undefined when none has. */
  levelOfKnown?: (code: string) => string | undefined;
  /** What the words in the column of levels stand for; by default the codes and names of the levels and the official kinds. */
  levelOfWord?: LevelOfWord;
}

export interface CheckedHierarchy {
  /** The organizations without a fault, in the order of their lines. Incomplete while there is any fault. */
  clean: DesiredOrganization[];
  faults: HierarchyFault[];
  notices: HierarchyNotice[];
  /** The levels of the file when it says them, else none. */
  newLevels: HierarchyLevel[];
}

/** Finds everything in a file that could not become a tree, line by line. */
export function checkHierarchy(
  rows: readonly HierarchyRow[],
  levels: readonly HierarchyLevel[],
  { createLevels = false, levelOfKnown = () => undefined, ...options }: CheckOptions = {},
): CheckedHierarchy {
  const findings: Findings = { faults: [], notices: [] };
  const cleaned = dropDuplicates(
    rows.map((row) => cleanRow(row, findings)),
    findings,
  );
  const byCode = new Map(cleaned.flatMap((row) => (row.code === null ? [] : [[row.code, row] as const])));
  const structure = checkStructure(cleaned, byCode, (code) => levelOfKnown(code) !== undefined);

  const derived = createLevels ? deriveLevels(cleaned, byCode, levelWords(levels)) : undefined;
  const levelOfWord = derived?.levelOfWord ?? options.levelOfWord ?? levelWords(levels);
  const levelFaults = derived?.faults ?? checkLevels(cleaned, byCode, levels, levelOfWord, levelOfKnown);

  const faults = byLine([...findings.faults, ...structure, ...levelFaults]);
  const bad = new Set(faults.map(({ line }) => line));
  const good = cleaned.filter(({ line }) => !bad.has(line));
  return {
    clean: withAreaCodes(good.flatMap((row) => desiredOf(row, levelOfWord) ?? [])),
    faults,
    notices: byLine(findings.notices),
    newLevels: derived?.levels ?? [],
  };
}

function desiredOf(row: CleanRow, levelOfWord: LevelOfWord): DesiredOrganization | undefined {
  const { line, code, parentCode, name, word, kind, shortName, sortOrder, areaCode } = row;
  if (code === null || name === null || word === null) return undefined;
  const meaning = levelOfWord(word);
  if (!meaning) return undefined;
  const inferredKind = meaning.kind ?? (meaning.level === 'STREET' ? streetKindOf(name) : null);
  const stated = { line, code, parentCode, name, level: meaning.level, kind, shortName, sortOrder, areaCode };
  return { ...stated, inferredKind, inferredAreaCode: null };
}

/** Where no area code is given and every code could be one, the codes are the area codes. */
function withAreaCodes(organizations: readonly DesiredOrganization[]): DesiredOrganization[] {
  const codes = organizations.map(({ code }) => toAreaCode(code) ?? null);
  const official =
    organizations.every(({ areaCode }) => areaCode === null) &&
    !codes.includes(null) &&
    new Set(codes).size === codes.length;
  return organizations.map((each, index) => ({ ...each, inferredAreaCode: official ? (codes[index] ?? null) : null }));
}
