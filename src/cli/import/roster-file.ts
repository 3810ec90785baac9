import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { decodeText } from './decode';

const columns = [
  'personExternalReference',
  'personName',
  'organizationExternalReference',
  'status',
  'startedOn',
  'externalReference',
] as const;
export type Column = (typeof columns)[number];

const required: readonly Column[] = ['personExternalReference', 'organizationExternalReference', 'status', 'startedOn'];

/** A row as it stands in the file: an empty cell is null. `line` is where it begins, counted from 1. */
export interface FileRow {
  line: number;
  cells: Record<Column, string | null>;
}

export interface RosterFile {
  rows: FileRow[];
  /** Headers that no column was taken from. */
  ignored: string[];
}

/** Reads a CSV file by its header; throws a sentence when it is no CSV or a required column is missing. */
export async function readRosterFile(
  file: string,
  mappings: Readonly<Record<string, string>> = {},
): Promise<RosterFile> {
  const text = decodeText(await readFile(file));
  const records = parseRecords(text);
  const [header, ...body] = records;
  if (!header) throw new Error(`${file} is empty: the first line names the columns.`);
  const places = findColumns(header.record, mappings);
  const missing = required.filter((column) => !places.has(column));
  if (missing.length) {
    throw new Error(
      `${file} has no column ${missing.join(', ')}. It has ${header.record.join(', ')}. Use --map COLUMN=HEADER.`,
    );
  }
  const used = new Set(places.values());
  return {
    rows: body.map(({ record, line }) => ({ line, cells: cellsOf(record, places) })),
    ignored: header.record.filter((_name, index) => !used.has(index)),
  };
}

function parseRecords(text: string): { record: string[]; line: number }[] {
  // `info.lines` counts the lines read when the record is complete; the next one begins after it.
  let next = 1;
  const parsed = parse(text, {
    info: true,
    skip_empty_lines: true,
    trim: true,
    relax_column_count: true,
  }) as unknown as {
    record: string[];
    info: { lines: number };
  }[];
  return parsed.map(({ record, info }) => {
    const line = Math.max(next, info.lines - record.join('').split('\n').length + 1);
    next = info.lines + 1;
    return { record, line };
  });
}

function findColumns(header: readonly string[], mappings: Readonly<Record<string, string>>): Map<Column, number> {
  const unknown = Object.keys(mappings).find((name) => !columns.some((column) => column === name));
  if (unknown !== undefined) throw new Error(`--map: there is no column ${unknown}; there are ${columns.join(', ')}.`);
  const names = header.map(plain);
  return new Map(
    columns
      .map((column) => [column, names.indexOf(plain(mappings[column] ?? column))] as const)
      .filter(([, index]) => index >= 0),
  );
}

/** `person_external_reference` and `Person External Reference` are the same header. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

function cellsOf(record: readonly string[], places: ReadonlyMap<Column, number>): FileRow['cells'] {
  const cell = (column: Column) => record[places.get(column) ?? -1] || null;
  return Object.fromEntries(columns.map((column) => [column, cell(column)])) as FileRow['cells'];
}
