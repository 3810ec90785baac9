import { createRequire } from 'node:module';
import path from 'node:path';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';

/**
 * Runs the suites in this process for one mutant after the other: the product is loaded once, and a mutant is switched on
 * while it runs. One that acts while the product is loaded gets a process of its own, which Stryker sees to.
 */
class CircusTestRunner {
  #instrumented = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

  capabilities() {
    return { reloadEnvironment: false };
  }

  async dryRun() {
    const outcomes = await this.#run({ bail: false });
    const reached = this.#instrumented.mutantCoverage ?? { static: {}, perTest: {} };
    const ids = outcomes.map(({ id }) => id);
    return { ...completed(outcomes), mutantCoverage: room('coverage').creditHooks(reached, ids) };
  }

  async mutantRun({ activeMutant, testFilter, disableBail, hitLimit }) {
    Object.assign(this.#instrumented, { activeMutant: activeMutant.id, hitCount: hitLimit && 0, hitLimit });
    try {
      const outcomes = await this.#run({ only: testFilter, bail: !disableBail });
      const limited = determineHitLimitReached(this.#instrumented.hitCount, hitLimit);
      const r = toMutantRunResult(limited ?? completed(outcomes), disableBail);
      (await import('node:fs')).appendFileSync(
        '/tmp/mutants.jsonl',
        JSON.stringify({
          m: activeMutant,
          s: r.status,
          n: outcomes.length,
          t: outcomes.reduce((a, o) => a + o.duration, 0),
          f: r.failureMessage?.slice(0, 200),
        }) + '\n',
      );
      return r;
    } finally {
      for (const name of ['activeMutant', 'hitCount', 'hitLimit']) delete this.#instrumented[name];
    }
  }

  async #run(run) {
    const onEvent = (event) => room('coverage').follow(event, this.#instrumented);
    return room('circus').runSuites(room('suites').suites, { ...run, onEvent });
  }
}

let load;

/** A room of the folder that Stryker has put the mutants into, which is the current one by the time a runner is made. */
function room(name) {
  if (!load) {
    load = createRequire(path.join(process.cwd(), 'package.json'));
    load('@swc-node/register');
    load('reflect-metadata');
  }
  return load(`./test/mutation/${name}.ts`);
}

function completed(outcomes) {
  const tests = outcomes.map(({ id, duration, failure }) => ({
    id,
    name: id,
    timeSpentMs: duration,
    ...(failure === null ? { status: TestStatus.Success } : { status: TestStatus.Failed, failureMessage: failure }),
  }));
  return { status: DryRunStatus.Complete, tests };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'circus', CircusTestRunner)];
