import { strFromU8, unzipSync } from 'fflate';

/** A workbook of 100,000 organizations unpacks to some 40 MB; far beyond that it is made to exhaust the memory. */
const mostBytes = 400_000_000;

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1];

/**
 * The formulas of a workbook's first sheet by `column:row`, both counted from 1, each beginning with `=`. A reader of values
 * cannot tell what was computed from what was written.
 */
export function readFormulas(bytes: Uint8Array): Map<string, string> {
  const parts = unzip(bytes);
  const sheet = parts[firstSheet(parts)];
  const formulas = new Map<string, string>();
  if (!sheet) return formulas;
  const cells = /<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:\/>|>([^<]*))/g;
  for (const [, attributes = '', formula = ''] of strFromU8(sheet).matchAll(cells)) {
    const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(attribute(attributes, 'r') ?? '') ?? [];
    formulas.set(`${columnOf(letters)}:${row}`, `=${formula}`);
  }
  return formulas;
}

function unzip(bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  return unzipSync(bytes, {
    filter({ name, originalSize }) {
      total += originalSize;
      if (total > mostBytes) throw new Error('The workbook is too large: it unpacks to more than 400 MB.');
      return /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/.test(name);
    },
  });
}

/** The path of the sheet that comes first, which need not be the one numbered 1. */
function firstSheet(parts: Readonly<Record<string, Uint8Array>>): string {
  const textOf = (name: string) => strFromU8(parts[name] ?? new Uint8Array());
  const [sheet = ''] = /<(?:\w+:)?sheet\s[^>]*>/.exec(textOf('xl/workbook.xml')) ?? [];
  const id = attribute(sheet, '\\w+:id');
  const relations = textOf('xl/_rels/workbook.xml.rels').match(/<(?:\w+:)?Relationship\s[^>]*>/g) ?? [];
  const target = relations
    .map((tag) => (attribute(tag, 'Id') === id ? attribute(tag, 'Target') : undefined))
    .find(Boolean);
  return target?.startsWith('/') ? target.slice(1) : `xl/${target ?? 'worksheets/sheet1.xml'}`;
}

function columnOf(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}
