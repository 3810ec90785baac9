import 'reflect-metadata';
import { starters } from './contenders';
import type { Contender } from './contenders/contender';
import { openDatabase } from './database/open';
import { chooseJobs } from './jobs';
import { openMeter } from './measure/postgres';
import { runJob, type Samples } from './measure/rounds';
import { createRandom } from '../seeds/random';
import { readOptions } from './options';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const stops: (() => Promise<void>)[] = [];
  try {
    const database = await openDatabase(options.scale, options.fresh);
    stops.push(database.stop);
    const meter = await openMeter(database);
    stops.push(meter.close);
    const contenders: Contender[] = [];
    for (const name of options.contenders) {
      const contender = await starters[name]?.(database);
      if (!contender) continue;
      stops.push(contender.stop);
      contenders.push(contender);
    }
    const results: Record<string, Samples> = {};
    for (const job of chooseJobs(options.jobs)) {
      console.error(`${job.name}: ${job.title} ...`);
      results[job.name] = await runJob(job, {
        contenders,
        targets: database.targets,
        rounds: options.rounds,
        until: options.smoke ? { requests: 16 } : { seconds: options.seconds },
        meter,
        random: createRandom(1),
      });
      for (const [n, s] of Object.entries(results[job.name] ?? {})) console.log(n, JSON.stringify(s.at(-1)));
    }
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

void main();
