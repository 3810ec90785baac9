import { readFormulas } from './formulas';
import type { FileRecord } from './records';

/** Whether the bytes begin as an XLSX workbook does: as a ZIP archive. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** Whether the bytes begin as the workbooks before XLSX do. */
export function isOldWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;
}

/** The rows of the first sheet of an XLSX workbook. A cell with a formula answers the formula, not its value. */
export async function readWorkbookRecords(bytes: Buffer): Promise<FileRecord[]> {
  const { readSheet } = await import('read-excel-file/node');
  const formulas = readFormulas(bytes);
  // A code is read as it is written: as a number it could lose digits.
  const rows: readonly unknown[][] = await readSheet(bytes, { trim: false, parseNumber: digits as () => never });
  return rows
    .map((row, index) => {
      const line = index + 1;
      const cells = row.map((value, column) => formulas.get(`${column + 1}:${line}`) ?? textOf(value));
      return { cells, line };
    })
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
}

function digits(text: string): string {
  return /^\d+$/.test(text) ? text : String(Number(text));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value).replace(/^[ \t\r\n\f]+|[ \t\r\n\f]+$/g, '');
}
