import { createRequire } from 'node:module';
import path from 'node:path';
import { expect } from 'expect';
import * as circus from 'jest-circus';
import { nameOf } from './names';

/** What became of one test; `null` of `failure`: it passed. */
export interface Outcome {
  id: string;
  /** In milliseconds. */
  duration: number;
  failure: string | null;
}

interface Run {
  /** The tests that are asked for; all of them when left out. */
  only?: readonly string[];
  /** Whether the first that fails ends the run. */
  bail: boolean;
  onEvent(event: circus.Event): void;
}

type Block = circus.State['rootDescribeBlock'];
type Test = Extract<Block['children'][number], { type: 'test' }>;

/** An import would read a file once only. */
const readTests = createRequire(__filename);
const folder = path.join(__dirname, '..');
const { describe, it, test, beforeAll, beforeEach, afterAll, afterEach } = circus;
Object.assign(globalThis, { describe, it, test, beforeAll, beforeEach, afterAll, afterEach, expect });

/**
 * Runs test files in this process, where the product is loaded once for all runs: only the tests are read anew each time.
 * Jest itself would load the product again for each of them.
 */
export async function runSuites(suites: readonly string[], { only, bail, onEvent }: Run): Promise<Outcome[]> {
  circus.resetState();
  circus.setState({ ...circus.getState(), testTimeout: 30_000 });
  forgetTests();
  const asked = only && new Set(only);
  for (const suite of suites) if (!asked || only.some((id) => id.startsWith(`${suite} › `))) declare(suite);

  const tests = testsBeneath(circus.getState().rootDescribeBlock);
  if (new Set(tests.map(nameOf)).size < tests.length) throw new Error('Two tests of one suite bear the same name.');
  if (asked) skip(tests.filter((each) => !asked.has(nameOf(each))));

  let stray: unknown;
  const onStray = (error: unknown) => (stray ??= error);
  const onCircus = (event: circus.Event) => {
    onEvent(event);
    if (event.name !== 'test_done') return;
    if (stray !== undefined) event.test.errors.push(stray as Error);
    stray = undefined;
    if (bail && event.test.errors.length > 0) skip(tests);
  };
  const strays = ['uncaughtException', 'unhandledRejection'];
  for (const name of strays) process.on(name, onStray);
  circus.addEventHandler(onCircus);
  try {
    const { testResults } = await circus.run();
    return testResults.flatMap(({ testPath, status, errors, duration }) =>
      status === 'skip'
        ? []
        : [{ id: testPath.slice(1).join(' › '), duration: duration ?? 0, failure: errors.join('\n') || null }],
    );
  } finally {
    circus.removeEventHandler(onCircus);
    for (const name of strays) process.off(name, onStray);
  }
}

function declare(suite: string): void {
  circus.describe(suite, () => {
    readTests(path.join(folder, `${suite}.test.ts`));
  });
}

/** Has the tests, and what they share besides the set-up, read anew. */
function forgetTests(): void {
  const kept = [path.join(folder, 'setup'), path.join(folder, 'mutation')];
  for (const file of Object.keys(readTests.cache))
    if (file.startsWith(folder + path.sep) && !kept.some((room) => file.startsWith(room + path.sep)))
      delete readTests.cache[file];
}

function testsBeneath(block: Block): Test[] {
  return block.children.flatMap((child) => (child.type === 'test' ? [child] : testsBeneath(child)));
}

function skip(tests: readonly Test[]): void {
  for (const each of tests) each.mode = 'skip';
}
