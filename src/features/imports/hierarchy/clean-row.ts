import { isStorable } from '../../../database/storable';
import { toAreaCode } from '../../organizations/area-code';
import { faultIn, type HierarchyFault, type HierarchyNotice } from './faults';
import { knownKinds, wordKey } from './level-words';
import { hierarchyColumns, type HierarchyColumn, type HierarchyRow } from './row';

/** A row whose cells were looked at one by one; what could not be used is null and has its fault. */
export interface CleanRow {
  line: number;
  code: string | null;
  parentCode: string | null;
  /** Whether the file names a parent, even if it cannot be used. */
  hasParent: boolean;
  name: string | null;
  word: string | null;
  kind: string | null;
  shortName: string | null;
  sortOrder: number | null;
  areaCode: string | null;
}

export interface Findings {
  faults: HierarchyFault[];
  notices: HierarchyNotice[];
}

const longest: Readonly<Record<HierarchyColumn, number>> = {
  code: 100,
  parentCode: 100,
  name: 200,
  level: 100,
  kind: 50,
  shortName: 200,
  sortOrder: 20,
  areaCode: 20,
};

const narrowed: readonly HierarchyColumn[] = ['code', 'parentCode', 'sortOrder', 'areaCode'];
const required: readonly HierarchyColumn[] = ['code', 'name', 'level'];

/** Looks at each cell of a row for itself, and adds what it finds. */
export function cleanRow({ line, cells }: HierarchyRow, { faults, notices }: Findings): CleanRow {
  const fault = faultIn(line);
  const texts = {} as Record<HierarchyColumn, string | null>;
  for (const column of hierarchyColumns) {
    const text = cells[column]?.normalize('NFC').trim() || null;
    const found = text === null ? missing(column) : unusable(text, longest[column]);
    if (found) faults.push(fault(column, ...found));
    texts[column] = found ? null : text;
    if (texts[column] && narrowed.includes(column)) texts[column] = narrow(texts[column], line, column, notices);
  }
  const { code, parentCode, name, level: word, shortName } = texts;
  const sortOrder = orderOf(texts.sortOrder);
  if (sortOrder === undefined) faults.push(fault('sortOrder', 'INVALID', 'A whole number, as 10.'));
  const areaCode = texts.areaCode === null ? null : toAreaCode(texts.areaCode);
  if (areaCode === undefined) faults.push(fault('areaCode', 'INVALID', 'An area code has 6, 9 or 12 digits.'));
  return {
    line,
    code,
    parentCode,
    hasParent: Boolean(cells.parentCode?.trim()),
    name,
    word,
    kind: texts.kind === null ? null : kindOf(texts.kind),
    shortName,
    sortOrder: sortOrder ?? null,
    areaCode: areaCode ?? null,
  };
}

type Found = [code: 'BLANK' | 'FORMULA' | 'INVISIBLE' | 'CONTROL_CHARACTER' | 'TOO_LONG', message: string];

function missing(column: HierarchyColumn): Found | undefined {
  return required.includes(column) ? ['BLANK', 'The cell is empty.'] : undefined;
}

function unusable(text: string, most: number): Found | undefined {
  if (/^(=|[+\-@]\s*[A-Za-z(])/.test(text)) return ['FORMULA', 'The cell holds a formula. Write its value.'];
  if (/\p{Cc}/u.test(text) || !isStorable(text)) {
    return ['CONTROL_CHARACTER', 'The cell holds a control character, as a line break or a tab.'];
  }
  const hidden = /[\p{Cf}\u00a0\u115f\u1160\u2028\u2029\u202f\u3164\ufe00-\ufe0f\uffa0]/u.exec(text)?.[0];
  if (hidden) return ['INVISIBLE', `The cell holds an invisible character, ${codePoint(hidden)}.`];
  return [...text].length > most ? ['TOO_LONG', `At most ${most} characters.`] : undefined;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Full-width digits, letters and signs in ASCII, as codes are written. */
function narrow(text: string, line: number, column: HierarchyColumn, notices: HierarchyNotice[]): string {
  const ascii = text.replace(/[\uff01-\uff5e]/g, (wide) => wide.normalize('NFKC')).replace(/\u3000/g, ' ');
  if (ascii !== text) {
    notices.push({ line, column, code: 'FULL_WIDTH', message: `Full-width characters; read as ${ascii}.` });
  }
  return ascii;
}

function orderOf(text: string | null): number | null | undefined {
  if (text === null) return null;
  const order = Number(text);
  return /^-?\d+$/.test(text) && Math.abs(order) < 2 ** 31 ? order : undefined;
}

/** A kind of official lists in its own spelling, any other as it is written. */
function kindOf(text: string): string {
  return knownKinds.find((kind) => kind === wordKey(text)) ?? text;
}
