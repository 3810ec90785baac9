import type { CleanRow } from './clean-row';
import { faultIn, type HierarchyFault } from './faults';
import { levelWords, wordKey, type HierarchyLevel, type LevelOfWord, type LevelWord } from './level-words';

/** Levels as official lists know them; their words stand for one level where the file speaks of that level itself. */
const official = [
  { code: 'COUNTY', name: 'COUNTY' },
  { code: 'STREET', name: 'STREET' },
  { code: 'COMMUNITY', name: 'COMMUNITY' },
];

interface Found extends HierarchyLevel {
  depth: number;
  line: number;
  children: Set<string>;
}

/**
 * The levels a file speaks of: each by the depth at which it occurs, those of one depth in the order of their lines, with
 * the levels that occur beneath. A level that occurs at two depths is refused. `known` are words of levels that there are.
 */
export function deriveLevels(
  rows: readonly CleanRow[],
  byCode: ReadonlyMap<string, CleanRow>,
  known: LevelOfWord = () => undefined,
): { levels: HierarchyLevel[]; levelOfWord: LevelOfWord; faults: HierarchyFault[] } {
  const words = new Set(rows.flatMap(({ word }) => (word === null ? [] : wordKey(word))));
  const ofOfficial = levelWords(official.filter(({ code }) => words.has(code)));
  const levelOfWord = (word: string): LevelWord =>
    known(word) ?? ofOfficial(word) ?? { level: codeOf(word), kind: null };
  const depthOf = depths(byCode);
  const found = new Map<string, Found>();
  const faults = new Map<string, HierarchyFault>();

  for (const row of rows) {
    const depth = depthOf(row);
    if (row.word === null || depth === undefined) continue;
    const { level: code } = levelOfWord(row.word);
    const level = found.get(code) ?? {
      rank: 0,
      code,
      name: row.word,
      childRanks: [],
      depth,
      line: row.line,
      children: new Set(),
    };
    found.set(code, level);
    if (level.depth !== depth && !faults.has(`${code} ${depth}`)) {
      const message = `${row.word} stands ${stepsBeneath(depth)} here and ${stepsBeneath(level.depth)} in line ${level.line}; a level has one depth.`;
      faults.set(`${code} ${depth}`, faultIn(row.line)('level', 'LEVEL_AT_TWO_DEPTHS', message));
    }
  }
  for (const { parentCode, word } of rows) {
    const above = parentCode === null ? undefined : byCode.get(parentCode)?.word;
    if (above && word !== null) found.get(levelOfWord(above).level)?.children.add(levelOfWord(word).level);
  }
  return { levels: ranked([...found.values()]), levelOfWord, faults: [...faults.values()] };
}

function ranked(found: readonly Found[]): HierarchyLevel[] {
  const ordered = [...found].sort((left, right) => left.depth - right.depth || left.line - right.line);
  const ranks = new Map(ordered.map(({ code }, rank) => [code, rank]));
  return ordered.map(({ code, name, children }, rank) => {
    const childRanks = [...children].map((child) => ranks.get(child) ?? 0).sort((left, right) => left - right);
    return { rank, code, name, childRanks };
  });
}

/** The steps between a row and its root; undefined within and beneath a circle. */
function depths(byCode: ReadonlyMap<string, CleanRow>): (row: CleanRow) => number | undefined {
  const known = new Map<CleanRow, number | undefined>();
  return (row) => {
    const passed: CleanRow[] = [];
    let at: CleanRow | undefined = row;
    while (at && !known.has(at)) {
      // Unknown until the walk ends: whoever meets it on the same walk has gone in a circle.
      known.set(at, undefined);
      passed.push(at);
      at = at.parentCode === null ? undefined : byCode.get(at.parentCode);
    }
    let depth = at ? known.get(at) : -1;
    for (const each of passed.reverse()) known.set(each, depth === undefined ? undefined : (depth += 1));
    return known.get(row);
  };
}

function stepsBeneath(depth: number): string {
  if (depth === 0) return 'at the root';
  return `${depth} ${depth === 1 ? 'step' : 'steps'} beneath the root`;
}

function codeOf(word: string): string {
  return (
    wordKey(word)
      .replace(/[^\p{L}\p{N}]+/gu, '_')
      .replace(/^_+|_+$/g, '') || wordKey(word)
  );
}
