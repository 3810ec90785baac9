import { SingleBar } from 'cli-progress';
import type { LineFault } from './check-rows';
import type { ImportResult, Progress } from './import-memberships';

export interface Reporter extends Progress {
  finish(result: ImportResult): void;
}

const mostFaultsShown = 50;

/** A bar on a terminal, a line a step elsewhere, on standard error; the result on standard output. */
export function createReporter(json: boolean): Reporter {
  const progress = process.stderr.isTTY ? new BarProgress() : new LineProgress();
  return {
    phase: (name, rows) => progress.phase(name, rows),
    advance: (rows) => progress.advance(rows),
    finish(result) {
      progress.stop();
      console.log(json ? JSON.stringify(result, null, 2) : summary(result));
    },
  };
}

class BarProgress implements Progress {
  private bar: SingleBar | undefined;

  phase(name: string, rows: number): void {
    this.stop();
    this.bar = new SingleBar({ format: `${name.padEnd(9)} {bar} {value}/{total} rows`, hideCursor: true });
    this.bar.start(rows, 0);
  }

  advance(rows: number): void {
    this.bar?.increment(rows);
  }

  stop(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}

class LineProgress implements Progress {
  private done = 0;
  private total = 0;
  private name = '';

  phase(name: string, rows: number): void {
    Object.assign(this, { name, total: rows, done: 0 });
  }

  advance(rows: number): void {
    this.done += rows;
    console.error(`${this.name}: ${this.done} of ${this.total} rows`);
  }

  stop(): void {}
}

function summary({ rows, assigned, unchanged, registered, faults, written }: ImportResult): string {
  const failed = new Set(faults.map(({ line }) => line)).size;
  return [
    ...faults.slice(0, mostFaultsShown).map(faultLine),
    ...(faults.length > mostFaultsShown ? [`... and ${faults.length - mostFaultsShown} more (--json lists all)`] : []),
    `${rows} ${rows === 1 ? 'row' : 'rows'}: ${assigned} assigned, ${unchanged} unchanged, ${failed} at fault, ${registered} people registered.`,
    outcome(written, failed),
  ].join('\n');
}

function outcome(written: boolean, failed: number): string {
  if (!written) return 'Nothing was written.';
  return failed ? 'Written, but for what is at fault.' : 'Written.';
}

function faultLine({ line, column, code, message }: LineFault): string {
  return `line ${line}: ${column ? `${column}: ` : ''}${code}: ${message}`;
}
