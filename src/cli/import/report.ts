import type { LineFault } from './check-rows';
import type { ImportResult } from './import-memberships';
import { createProgress, type Progress } from './progress';

export interface Reporter extends Progress {
  finish(result: ImportResult): void;
}

const mostFaultsShown = 50;

/** Progress on standard error, the result on standard output. */
export function createReporter(json: boolean): Reporter {
  const progress = createProgress();
  return {
    phase: (name, rows) => progress.phase(name, rows),
    advance: (rows) => progress.advance(rows),
    finish(result) {
      progress.stop();
      console.log(json ? JSON.stringify(result, null, 2) : summary(result));
    },
  };
}

function summary({ rows, assigned, unchanged, registered, faults, written }: ImportResult): string {
  const failed = new Set(faults.map(({ line }) => line)).size;
  return [
    ...faultLines(faults),
    `${rows} ${rows === 1 ? 'row' : 'rows'}: ${assigned} assigned, ${unchanged} unchanged, ${failed} at fault, ${registered} people registered.`,
    outcome(written, failed),
  ].join('\n');
}

function outcome(written: boolean, failed: number): string {
  if (!written) return 'Nothing was written.';
  return failed ? 'Written, but for what is at fault.' : 'Written.';
}

/** A line a fault, the first of them. */
export function faultLines(faults: readonly (Omit<LineFault, 'line'> & { line: number | null })[]): string[] {
  const more = faults.length - mostFaultsShown;
  return [
    ...faults.slice(0, mostFaultsShown).map(faultLine),
    ...(more > 0 ? [`... and ${more} more (--json lists all)`] : []),
  ];
}

function faultLine({ line, column, code, message }: Omit<LineFault, 'line'> & { line: number | null }): string {
  return `${line === null ? 'file' : `line ${line}`}: ${column ? `${column}: ` : ''}${code}: ${message}`;
}
