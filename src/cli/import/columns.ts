import type { FileRecord } from './records';

export interface ColumnNames<Column extends string> {
  columns: readonly Column[];
  required: readonly Column[];
}

/** A row as it stands in the file: an empty cell is null. */
export interface ColumnRow<Column extends string> {
  line: number;
  cells: Record<Column, string | null>;
}

/** The rows beneath a header whose columns stand in any order; throws a sentence when a required one is missing. */
export function readColumns<Column extends string>(
  file: string,
  [header, ...body]: readonly FileRecord[],
  { columns, required }: ColumnNames<Column>,
  mappings: Readonly<Record<string, string>>,
): { rows: ColumnRow<Column>[]; ignored: string[] } {
  if (!header) throw new Error(`${file} is empty: the first line names the columns.`);
  const places = findColumns(header.cells, columns, mappings);
  const missing = required.filter((column) => !places.has(column));
  if (missing.length) {
    throw new Error(
      `${file} has no column ${missing.join(', ')}. It has ${header.cells.join(', ')}. Use --map COLUMN=HEADER.`,
    );
  }
  const used = new Set(places.values());
  const cellsOf = (cells: readonly string[]) =>
    Object.fromEntries(columns.map((column) => [column, cells[places.get(column) ?? -1] || null]));
  return {
    rows: body.map(({ cells, line }) => ({ line, cells: cellsOf(cells) as Record<Column, string | null> })),
    ignored: header.cells.filter((_name, index) => !used.has(index)),
  };
}

function findColumns<Column extends string>(
  header: readonly string[],
  columns: readonly Column[],
  mappings: Readonly<Record<string, string>>,
): Map<Column, number> {
  const known = new Set(columns.map(plain));
  const unknown = Object.keys(mappings).find((name) => !known.has(plain(name)));
  if (unknown !== undefined) throw new Error(`--map: there is no column ${unknown}; there are ${columns.join(', ')}.`);
  const mapped = new Map(Object.entries(mappings).map(([column, name]) => [plain(column), name]));
  const names = header.map(plain);
  return new Map(
    columns
      .map((column) => [column, names.indexOf(plain(mapped.get(plain(column)) ?? column))] as const)
      .filter(([, index]) => index >= 0),
  );
}

/** `person_external_reference` and `Person External Reference` are the same header. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}
