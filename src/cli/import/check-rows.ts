import { isDay } from '../../graphql/scalars';
import { MembershipStatus } from '../../features/memberships/membership.status';
import type { Column, FileRow } from './roster-file';

/** What is wrong with a line of the file; `code` is one of the API's. */
export interface LineFault {
  line: number;
  column: string | null;
  code: string;
  message: string;
}

const statuses = Object.keys(MembershipStatus);

/** What the API could only refuse together with a whole call: it is found here, line by line. */
export function checkRows(rows: readonly FileRow[]): LineFault[] {
  const lines = new Map<string, number>();
  return rows.flatMap((row) => [...checkValues(row), ...checkRepeated(row, lines)]);
}

function checkValues({ line, cells }: FileRow): LineFault[] {
  const invalid = (column: Column, message: string): LineFault => ({ line, column, code: 'INVALID', message });
  const { personExternalReference, organizationExternalReference, status, startedOn } = cells;
  return [
    ...(personExternalReference ? [] : [invalid('personExternalReference', 'The cell is empty.')]),
    ...(organizationExternalReference ? [] : [invalid('organizationExternalReference', 'The cell is empty.')]),
    ...(statuses.includes(status ?? '') ? [] : [invalid('status', `One of ${statuses.join(', ')}.`)]),
    ...(isDay(startedOn ?? '') ? [] : [invalid('startedOn', 'A day that exists, as 2020-06-30.')]),
  ];
}

/** A person or membership may stand in a file once: which line is right is not ours to guess. */
function checkRepeated({ line, cells }: FileRow, lines: Map<string, number>): LineFault[] {
  return (['personExternalReference', 'externalReference'] as const).flatMap((column) => {
    const value = cells[column];
    if (!value) return [];
    const before = lines.get(`${column} ${value}`);
    lines.set(`${column} ${value}`, before ?? line);
    if (before === undefined) return [];
    return [{ line, column, code: 'DUPLICATE_REFERENCE', message: `It stands in line ${before} already.` }];
  });
}
