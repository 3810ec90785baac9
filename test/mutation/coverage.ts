import type { Event } from 'jest-circus';
import { nameOf } from './names';

/** How often each mutant was reached, by its number. */
export type Hits = Record<string, number>;

/** What the instrumented product writes down: outside all tests, and by test. */
export interface MutantCoverage {
  static: Hits;
  perTest: Record<string, Hits>;
}

/** The variable that the instrumented product and Stryker share. */
export interface Instrumented {
  activeMutant?: string;
  currentTestId?: string;
  mutantCoverage?: MutantCoverage;
  hitCount?: number;
  hitLimit?: number;
}

/** Tells the instrumented product what runs: a test, or a hook that serves a whole block. */
export function follow(event: Event, instrumented: Instrumented): void {
  switch (event.name) {
    case 'hook_start':
      if (serves(event.hook.type)) instrumented.currentTestId = `${blockMark}${nameOf(event.hook.parent)}`;
      break;
    case 'hook_success':
    case 'hook_failure':
      if (serves(event.hook.type)) delete instrumented.currentTestId;
      break;
    case 'test_start':
      instrumented.currentTestId = nameOf(event.test);
      break;
    case 'test_done':
      delete instrumented.currentTestId;
      break;
  }
}

/**
 * Credits what a block's hooks have reached to each test of that block: one of them run alone runs these hooks too. A mutant
 * that only they reach would otherwise be taken for one that acts while the product is loaded.
 */
export function creditHooks({ static: loaded, perTest }: MutantCoverage, tests: readonly string[]): MutantCoverage {
  const credited: MutantCoverage = { static: loaded, perTest: {} };
  for (const test of tests) {
    const sources = Object.entries(perTest).filter(([source]) => source === test || isBlockOf(source, test));
    const hits: Hits = {};
    for (const [mutant, count] of sources.flatMap(([, reached]) => Object.entries(reached)))
      hits[mutant] = (hits[mutant] ?? 0) + count;
    credited.perTest[test] = hits;
  }
  return credited;
}

const blockMark = 'block: ';

function isBlockOf(source: string, test: string): boolean {
  return source.startsWith(blockMark) && test.startsWith(`${source.slice(blockMark.length)} › `);
}

function serves(hook: string): boolean {
  return hook === 'beforeAll' || hook === 'afterAll';
}
