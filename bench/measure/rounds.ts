import type { Random } from '../../seeds/random';
import { answerOf, compareAnswers, requestOf } from '../compare';
import type { Contender } from '../contenders/contender';
import type { ContenderName } from '../contenders/names';
import type { Target } from '../database/targets';
import type { Call, Job, ReadJob, WriteJob } from '../jobs/job';
import type { Until } from '../load/load';
import { measure, type Sample } from './measure';
import type { PostgresMeter } from './postgres';
import { shuffled } from './shuffled';

export type Samples = Partial<Record<ContenderName, Sample[]>>;

/** Why a contender did not come to the end of a job's rounds. */
export type Failures = Partial<Record<ContenderName, string>>;

interface Result {
  samples: Samples;
  failures: Failures;
}

interface Rounds {
  contenders: readonly Contender[];
  targets: readonly Target[];
  rounds: number;
  until: Until;
  /** Of the round that does not count. */
  warmUp: Until;
  meter: PostgresMeter;
  random: Random;
}

/** The requests of one contender in one round. */
interface Turn {
  next: () => Buffer;
  settle: () => readonly Call[];
}

/** One job, round by round, everyone once a round in an order of its own. A round before them warms up. */
export async function runJob(job: Job, settings: Rounds): Promise<Result> {
  return job.kind === 'read' ? readRounds(job, settings) : writeRounds(job, settings);
}

async function readRounds(job: ReadJob, settings: Rounds): Promise<Result> {
  const calls = job.calls(settings.targets);
  const able = await compareAnswers(settings.contenders, job, () => calls);
  const requests = new Map(able.map((contender) => [contender, calls.map((call) => bytesOf(contender, job, call))]));
  return goRound(job, able, settings, (contender) => ({
    next: inTurn(requests.get(contender) ?? []),
    settle: () => [],
  }));
}

async function writeRounds(job: WriteJob, settings: Rounds): Promise<Result> {
  const run = Date.now().toString(36);
  const writesOf = ({ name }: Contender, round: string) => job.begin(settings.targets, `${run}-${name}-${round}`);
  const able = await compareAnswers(settings.contenders, job, (contender) => {
    const writes = writesOf(contender, 'first');
    return [writes.next(), ...writes.settle()];
  });
  return goRound(job, able, settings, (contender, round) => {
    const { next, settle } = writesOf(contender, String(round));
    return { next: () => bytesOf(contender, job, next()), settle };
  });
}

async function goRound(
  job: Job,
  contenders: readonly Contender[],
  { rounds, until, warmUp, meter, random }: Rounds,
  turnOf: (contender: Contender, round: number) => Turn,
): Promise<Result> {
  const samples: Samples = {};
  const failures: Failures = {};
  for (let round = 0; round <= rounds; round += 1) {
    for (const contender of shuffled(contenders, random)) {
      if (failures[contender.name]) continue;
      const { next, settle } = turnOf(contender, round);
      try {
        const sample = await measure(contender, job, round > 0 ? until : warmUp, next, meter);
        if (round > 0) (samples[contender.name] ??= []).push(sample);
      } catch (error) {
        // Who answered alone and does not under load, as where a time limit ends his statements, has lost the job, not the run.
        failures[contender.name] = (error as Error).message;
        delete samples[contender.name];
      }
      for (const call of settle()) await answerOf(contender, job, call);
    }
  }
  return { samples, failures };
}

function bytesOf(contender: Contender, job: Job, call: Call): Buffer {
  const request = requestOf(contender, job, call);
  if (!request) throw new Error(`${contender.name} can no longer do ${job.name}.`);
  return request;
}

function inTurn(requests: readonly Buffer[]): () => Buffer {
  let asked = 0;
  return () => requests[asked++ % requests.length] as Buffer;
}
