import { SingleBar } from 'cli-progress';

export interface Progress {
  /** What is done from now on, and how many of what it will be. */
  phase(name: string, total: number, unit?: string): void;
  advance(count: number): void;
}

const oftenest = 1_000;

/** A bar on a terminal, a line a step elsewhere, on standard error. */
export function createProgress(): Progress & { stop(): void } {
  return process.stderr.isTTY ? new BarProgress() : new LineProgress();
}

class BarProgress implements Progress {
  private bar: SingleBar | undefined;

  phase(name: string, total: number, unit = 'rows'): void {
    this.stop();
    this.bar = new SingleBar({ format: `${name.padEnd(10)} {bar} {value}/{total} ${unit}`, hideCursor: true });
    this.bar.start(total, 0);
  }

  advance(count: number): void {
    this.bar?.increment(count);
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
  private unit = '';
  private told = 0;

  phase(name: string, total: number, unit = 'rows'): void {
    Object.assign(this, { name, total, unit, done: 0, told: performance.now() });
  }

  advance(count: number): void {
    if (count === 0) return;
    this.done += count;
    if (this.done < this.total && performance.now() - this.told < oftenest) return;
    this.told = performance.now();
    console.error(`${this.name}: ${this.done} of ${this.total} ${this.unit}`);
  }

  stop(): void {}
}
