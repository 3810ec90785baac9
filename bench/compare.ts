import { deepStrictEqual } from 'node:assert';
import type { Contender } from './contenders/contender';
import type { Call, Job } from './jobs/job';
import { ask } from './load/load';
import { postOf } from './load/request';

/** The bytes of a call to a contender; undefined where he cannot do the job. */
export function requestOf(contender: Contender, job: Job, call: Call): Buffer | undefined {
  const message = contender.message(job, call);
  return message && postOf(contender.port, contender.path, message.headers, message.body);
}

/** Asks everyone the same and throws where two do not answer the same. */
export async function compareAnswers(
  contenders: readonly Contender[],
  job: Job,
  calls: readonly Call[],
): Promise<void> {
  for (const call of calls) {
    let first: { name: string; data: unknown } | undefined;
    for (const contender of contenders) {
      const request = requestOf(contender, job, call);
      if (!request) continue;
      const data = contender.plain(job, await ask(contender.port, request).catch(named(contender, job)));
      first ??= { name: contender.name, data };
      try {
        deepStrictEqual(data, first.data);
      } catch (error) {
        throw new Error(`${contender.name} answers ${job.name} otherwise than ${first.name}.`, { cause: error });
      }
    }
  }
}

export function named(contender: Contender, job: Job): (error: unknown) => never {
  return (error) => {
    throw new Error(`${contender.name}, ${job.name}: ${(error as Error).message}`, { cause: error });
  };
}
