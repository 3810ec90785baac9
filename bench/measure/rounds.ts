import { compareAnswers, named, requestOf } from '../compare';
import type { Contender } from '../contenders/contender';
import type { ContenderName } from '../contenders/names';
import type { Target } from '../database/targets';
import type { Random } from '../../seeds/random';
import type { Job } from '../jobs/job';
import type { Until } from '../load/load';
import { measure, type Sample } from './measure';
import type { PostgresMeter } from './postgres';
import { shuffled } from './shuffled';

export type Samples = Partial<Record<ContenderName, Sample[]>>;

interface Rounds {
  contenders: readonly Contender[];
  targets: readonly Target[];
  rounds: number;
  until: Until;
  meter: PostgresMeter;
  random: Random;
}

/** One job, round by round, everyone once a round in an order of its own. A round before them warms up. */
export async function runJob(
  job: Job,
  { contenders, targets, rounds, until, meter, random }: Rounds,
): Promise<Samples> {
  const calls = job.calls(targets);
  await compareAnswers(contenders, job, calls);
  const able = contenders.flatMap((contender) => {
    const requests = calls.map((call) => requestOf(contender, job, call));
    return requests.every((request) => request !== undefined) ? [{ contender, next: inTurn(requests) }] : [];
  });
  const samples: Samples = {};
  for (let round = 0; round <= rounds; round += 1) {
    for (const { contender, next } of shuffled(able, random)) {
      const sample = await measure(contender, job, until, next, meter).catch(named(contender, job));
      if (round > 0) (samples[contender.name] ??= []).push(sample);
    }
  }
  return samples;
}

function inTurn(requests: readonly Buffer[]): () => Buffer {
  let asked = 0;
  return () => requests[asked++ % requests.length] as Buffer;
}
