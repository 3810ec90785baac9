import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { requestOf } from './compare';
import { startContenders } from './contenders';
import { openDatabase } from './database/open';
import { chooseJobs } from './jobs';
import { load } from './load/load';
import { readOptions } from './options';
import { runCommand, type Stops } from './stops';

const clients = 100;
const restingSeconds = 5;

/** Megabytes of memory that a process holds, now and at most so far. */
function memoryOf(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1_024);
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
}

/** The memory of Sanlou at rest, and while a hundred clients read the trees of streets, each as soon as it has the one before. */
async function main(stops: Stops): Promise<void> {
  const { scale, seconds } = readOptions(process.argv.slice(2));
  const database = await openDatabase(scale, false);
  stops.push(database.stop);
  const [sanlou] = await startContenders(['sanlou'], database, stops);
  const [job] = chooseJobs(['Q1']);
  if (!sanlou || job?.kind !== 'read') throw new Error('There is nothing to measure.');
  await setTimeout(restingSeconds * 1_000);
  const rest = memoryOf(sanlou.pid).now;
  const requests = job.calls(database.targets).map((call) => requestOf(sanlou, job, call) as Buffer);
  let asked = 0;
  const next = () => requests[asked++ % requests.length] as Buffer;
  const { requests: answered } = await load(sanlou.port, clients, { seconds }, next);
  console.log(
    `Scale ${scale}: ${rest} MB at rest, at most ${memoryOf(sanlou.pid).most} MB while ${clients} clients read ${answered} trees.`,
  );
}

runCommand(main);
