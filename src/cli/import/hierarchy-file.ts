import { readFile } from 'node:fs/promises';
import { hierarchyColumns, type HierarchyColumn, type HierarchyRow } from '../../features/imports/hierarchy/row';
import { readColumns } from './columns';
import { readTextRecords, type FileRecord } from './records';
import { isOldWorkbook, isWorkbook, readWorkbookRecords } from './workbook';

const required: readonly HierarchyColumn[] = ['code', 'parentCode', 'name', 'level'];

export interface HierarchyFile {
  rows: HierarchyRow[];
  /** Headers that no column was taken from. */
  ignored: string[];
}

/** Reads a CSV file or the first sheet of an XLSX workbook by its header; what it is, its first bytes say. */
export async function readHierarchyFile(
  file: string,
  mappings: Readonly<Record<string, string>> = {},
): Promise<HierarchyFile> {
  const bytes = await readFile(file);
  return readColumns(file, await readRecords(file, bytes), { columns: hierarchyColumns, required }, mappings);
}

async function readRecords(file: string, bytes: Buffer): Promise<FileRecord[]> {
  if (isOldWorkbook(bytes)) throw new Error(`${file} is an old Excel workbook. Save it as XLSX or CSV.`);
  if (!isWorkbook(bytes)) return readTextRecords(bytes);
  return readWorkbookRecords(bytes).catch((error: Error) => {
    throw new Error(`${file} is no XLSX workbook that can be read: ${error.message}`);
  });
}
