import { readFile } from 'node:fs/promises';
import { readColumns, type ColumnRow } from './columns';
import { readTextRecords } from './records';

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

export type FileRow = ColumnRow<Column>;

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
  return readColumns(file, readTextRecords(await readFile(file)), { columns, required }, mappings);
}
