import 'reflect-metadata';
import { createRandom } from '../seeds/random';
import { answerOf } from './compare';
import { startContenders } from './contenders';
import type { Contender } from './contenders/contender';
import { forgetWritten } from './database/forget';
import { openDatabase } from './database/open';
import type { ScaleName } from './database/scales';
import { tenantsOf, type Target } from './database/targets';
import { chooseJobs } from './jobs';
import type { Job } from './jobs/job';
import { openMeter, type PostgresMeter } from './measure/postgres';
import { runJob } from './measure/rounds';
import { shuffled } from './measure/shuffled';
import { spreadOf } from './measure/statistics';
import { readOptions } from './options';
import { writeResult } from './report/results';
import { runCommand, type Stops } from './stops';

const small = 'S';
const names = ['limit', 'sanlou'] as const;
const jobNames = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7', 'M1', 'M2'];
/** For how long each is asked before a round: the other one had the machine meanwhile. */
const between = 0.3;

/** One county of many, or the demo, with those who answer from it. */
interface Side {
  superuserUrl: string;
  targets: readonly Target[];
  contenders: readonly Contender[];
  meter: PostgresMeter;
}

type Latencies = Record<(typeof names)[number], number[]>;

/** How much longer an answer takes of a larger database than of the demo: both are there at once and asked in turn. */
async function main(stops: Stops): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const large = options.scale === small ? 'L' : options.scale;
  const sides: Side[] = [];
  for (const scale of [small, large] as const) sides.push(await openSide(scale, stops));
  const lines = [
    `| job | Sanlou, p50 ms at ${small} | at ${large} | times as long | the limit: times as long |`,
    '| --- | ---: | ---: | ---: | ---: |',
  ];
  for (const job of chooseJobs(options.jobs.length ? options.jobs : jobNames)) {
    console.error(`${job.name}: ${job.title} ...`);
    lines.push(await lineOf(job, sides, options));
  }
  const table = `${lines.join('\n')}\n`;
  console.log(table);
  if (options.jobs.length === 0) await writeResult(`growth-${large}.md`, table);
}

async function openSide(scale: ScaleName, stops: Stops): Promise<Side> {
  const database = await openDatabase(scale, false);
  stops.push(database.stop);
  const meter = await openMeter(database);
  stops.push(meter.close);
  const { superuserUrl, targets } = database;
  return { superuserUrl, targets, meter, contenders: await startContenders(names, database, stops) };
}

async function lineOf(
  job: Job,
  sides: readonly Side[],
  { rounds, seconds, warmUp }: { rounds: number; seconds: number; warmUp: number },
): Promise<string> {
  const random = createRandom(1);
  const latencies = new Map(sides.map((side) => [side, { limit: [], sanlou: [] } as Latencies]));
  for (let round = 0; round < rounds; round += 1) {
    for (const side of shuffled(sides, random)) {
      const { samples, failures } = await runJob(job, {
        ...{ contenders: side.contenders, targets: side.targets, meter: side.meter, rounds: 1, random },
        ...{ until: { seconds }, warmUp: { seconds: round ? between : warmUp } },
      });
      for (const [name, failure] of Object.entries(failures)) throw new Error(`${name}, ${job.name}: ${failure}`);
      for (const name of names) latencies.get(side)?.[name].push(samples[name]?.[0]?.p50 ?? NaN);
    }
  }
  if (job.kind === 'write') {
    for (const { superuserUrl, targets } of sides) {
      await forgetWritten(superuserUrl, tenantsOf(targets));
    }
  }
  const [before, after] = sides.map((side) => latencies.get(side)) as [Latencies, Latencies];
  const rows = await Promise.all(sides.map((side) => rowsOf(job, side)));
  const [fewer = 1, more = 1] = rows;
  const growth = (name: (typeof names)[number]) => {
    const spread = spreadOf(after[name].map((p50, round) => p50 / (before[name][round] ?? NaN) / (more / fewer)));
    return `${spread.median.toFixed(2)} (${spread.least.toFixed(2)}-${spread.most.toFixed(2)})`;
  };
  const p50 = (of: Latencies) => spreadOf(of.sanlou).median.toFixed(2);
  const title = more === fewer ? job.name : `${job.name}, by rows (${fewer}, ${more})`;
  return `| ${title} | ${p50(before)} | ${p50(after)} | ${growth('sanlou')} | ${growth('limit')} |`;
}

/** How many organizations a tree has; of what else is listed there are as many everywhere. */
async function rowsOf(job: Job, { contenders, targets }: Side): Promise<number> {
  if (job.kind !== 'read' || !job.name.startsWith('Q1')) return 1;
  const [call] = job.calls(targets);
  const sanlou = contenders.find(({ name }) => name === 'sanlou');
  if (!call || !sanlou) throw new Error('There is nothing to ask.');
  return JSON.stringify(await answerOf(sanlou, job, call)).split('"id":').length - 1;
}

runCommand(main);
