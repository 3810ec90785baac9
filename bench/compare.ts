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

/** The data of an answer as Sanlou would tell it; undefined where the contender cannot do the job. */
export async function answerOf(contender: Contender, job: Job, call: Call): Promise<unknown> {
  const request = requestOf(contender, job, call);
  if (!request) return undefined;
  return contender.plain(job, await ask(contender.port, request).catch(named(contender, job)));
}

/** Asks everyone alike and throws where two do not answer alike; answers who can do the job. `callsOf` are those for one contender. */
export async function compareAnswers(
  contenders: readonly Contender[],
  job: Job,
  callsOf: (contender: Contender) => readonly Call[],
): Promise<Contender[]> {
  const able: Contender[] = [];
  let first: { name: string; data: unknown[] } | undefined;
  for (const contender of contenders) {
    const data: unknown[] = [];
    for (const call of callsOf(contender)) data.push(await answerOf(contender, job, call));
    if (data.includes(undefined)) continue;
    able.push(contender);
    first ??= { name: contender.name, data };
    try {
      deepStrictEqual(data, first.data);
    } catch (error) {
      throw new Error(`${contender.name} answers ${job.name} otherwise than ${first.name}.`, { cause: error });
    }
  }
  return able;
}

function named(contender: Contender, job: Job): (error: unknown) => never {
  return (error) => {
    throw new Error(`${contender.name}, ${job.name}: ${(error as Error).message}`, { cause: error });
  };
}
