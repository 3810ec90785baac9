import type { CleanRow, Findings } from './clean-row';
import { faultIn } from './faults';

/** Drops a row that says again what an earlier one says, and refuses one that says something else under the same code. */
export function dropDuplicates(rows: readonly CleanRow[], { faults, notices }: Findings): CleanRow[] {
  const first = new Map<string, CleanRow>();
  const areas = new Map<string, number>();
  return rows.filter((row) => {
    const { line, code, areaCode } = row;
    const before = code === null ? undefined : first.get(code);
    if (before) {
      if (content(before) === content(row)) {
        const message = `It says what line ${before.line} says, and is left out.`;
        notices.push({ line, column: 'code', code: 'DUPLICATE_SAME', message });
      } else {
        const message = `Line ${before.line} has the same code and says something else.`;
        faults.push(faultIn(line)('code', 'DUPLICATE_CONFLICTING', message));
      }
      return false;
    }
    if (code !== null) first.set(code, row);
    const other = areaCode === null ? undefined : areas.get(areaCode);
    if (other !== undefined) {
      faults.push(faultIn(line)('areaCode', 'DUPLICATE_AREA_CODE', `Line ${other} has the same area code.`));
    }
    if (areaCode !== null) areas.set(areaCode, other ?? line);
    return true;
  });
}

function content(row: CleanRow): string {
  return JSON.stringify({ ...row, line: 0 });
}
