/** A level as the tree has it. */
export interface HierarchyLevel {
  rank: number;
  code: string;
  name: string;
  /** The ranks that may stand directly beneath. */
  childRanks: readonly number[];
}

/** What a word in the column of levels stands for. */
export interface LevelWord {
  level: string;
  kind: string | null;
}

/** Finds what a word stands for, whatever its case. */
export type LevelOfWord = (word: string) => LevelWord | undefined;

/** The kinds by which official lists name levels; `street` there is everything of the rank of a street. */
const kindsOfLevels: Readonly<Record<string, readonly string[]>> = {
  COUNTY: ['COUNTY'],
  STREET: ['TOWN', 'TOWNSHIP'],
  COMMUNITY: ['COMMUNITY', 'VILLAGE'],
};

export const knownKinds = ['COUNTY', 'STREET', 'TOWN', 'TOWNSHIP', 'COMMUNITY', 'VILLAGE'];

/** The words of these levels: their codes, their names, and the kinds of those that official lists know. */
export function levelWords(levels: readonly Pick<HierarchyLevel, 'code' | 'name'>[]): LevelOfWord {
  const words = new Map<string, LevelWord>();
  const add = (word: string, meaning: LevelWord) => {
    if (!words.has(wordKey(word))) words.set(wordKey(word), meaning);
  };
  for (const { code, name } of levels) {
    const kind = kindsOfLevels[code]?.includes(code) ? code : null;
    add(code, { level: code, kind });
    add(name, { level: code, kind: null });
  }
  for (const { code } of levels) {
    for (const kind of kindsOfLevels[code] ?? []) add(kind, { level: code, kind });
  }
  return (word) => words.get(wordKey(word));
}

/** What is the same word: whatever its case and width, with blanks, hyphens or underscores. */
export function wordKey(word: string): string {
  return word
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .replace(/[\s_-]+/g, '_');
}

/** The kind of a unit of the rank of a street, by the ending of its name. */
export function streetKindOf(name: string): string | null {
  if (name.endsWith('街道')) return 'STREET';
  if (name.endsWith('镇')) return 'TOWN';
  return name.endsWith('乡') ? 'TOWNSHIP' : null;
}
