import { parse } from 'csv-parse/sync';
import { decodeText } from './decode';

/** A line of a table: its cells in order, and the line it begins in, counted from 1. */
export interface FileRecord {
  cells: string[];
  line: number;
}

/** The records of a CSV file; empty lines are none, but are counted. */
export function readTextRecords(bytes: Uint8Array): FileRecord[] {
  // `info.lines` counts the lines read when the record is complete; the next one begins after it.
  let next = 1;
  const parsed = parse(decodeText(bytes), {
    info: true,
    skip_empty_lines: true,
    trim: true,
    relax_column_count: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return parsed.map(({ record, info }) => {
    const line = Math.max(next, info.lines - record.join('').split('\n').length + 1);
    next = info.lines + 1;
    return { cells: record, line };
  });
}
