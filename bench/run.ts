import 'reflect-metadata';
import { createRandom } from '../seeds/random';
import { startContenders } from './contenders';
import { forgetWritten } from './database/forget';
import { openDatabase } from './database/open';
import { tenantsOf } from './database/targets';
import { chooseJobs } from './jobs';
import type { Job } from './jobs/job';
import type { Until } from './load/load';
import { openMeter } from './measure/postgres';
import { runJob } from './measure/rounds';
import { readOptions, type Options } from './options';
import { chartOf } from './report/chart';
import { describeRun, writeResult, type Run } from './report/results';
import { tableOf } from './report/table';
import { runCommand, type Stops } from './stops';

/** Sanlou beside the same data asked for in other ways, on one machine in one run: see README.md. */
async function main(stops: Stops): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const run = await measureAll(options, stops);
  if (options.smoke) console.log(`Everyone answers alike: ${run.jobs.map(({ name }) => name).join(', ')}.`);
  else await report(run, options.jobs.length === 0);
}

async function measureAll(options: Options, stops: Stops): Promise<Run> {
  const { scale, rounds, seconds } = options;
  const database = await openDatabase(scale, options.fresh);
  stops.push(database.stop);
  const meter = await openMeter(database);
  stops.push(meter.close);
  const contenders = await startContenders(options.contenders, database, stops);
  const jobs: Run['jobs'][number][] = [];
  for (const job of chooseJobs(options.jobs)) {
    console.error(`${job.name}: ${job.title} ...`);
    const { samples, failures } = await runJob(job, {
      contenders,
      targets: database.targets,
      rounds,
      until: untilOf(job, options, options.seconds),
      warmUp: untilOf(job, options, options.warmUp),
      meter,
      random: createRandom(1),
    });
    for (const [name, failure] of Object.entries(failures)) {
      if (options.smoke) throw new Error(`${name}, ${job.name}: ${failure}`);
      console.error(`  ${name} failed: ${failure}`);
    }
    if (job.kind === 'write') await forgetWritten(database.superuserUrl, tenantsOf(database.targets));
    jobs.push({ name: job.name, title: job.title, connections: job.connections, samples, failures });
  }
  return { scale, ...describeRun(meter.version), rounds, seconds, jobs };
}

function untilOf(job: Job, { smoke }: Options, seconds: number): Until {
  if (smoke) return { requests: 2 * job.connections };
  return job.kind === 'write' && job.requests !== undefined ? { requests: job.requests } : { seconds };
}

/** Prints the table; keeps it where the run was of all jobs. */
async function report(run: Run, isWhole: boolean): Promise<void> {
  const table = tableOf(run);
  console.log(table);
  if (!isWhole) return;
  await writeResult(`${run.date}-${run.scale}.json`, `${JSON.stringify(run, null, 1)}\n`);
  await writeResult(`${run.scale}.md`, `${table}\n`);
  await writeResult(`${run.scale}.svg`, chartOf(run));
}

runCommand(main);
