import 'reflect-metadata';
import { Client } from 'pg';
import { createRandom } from '../seeds/random';
import { startContenders } from './contenders';
import { openDatabase } from './database/open';
import { chooseJobs } from './jobs';
import { openMeter } from './measure/postgres';
import { runJob } from './measure/rounds';
import { spreadOf } from './measure/statistics';
import { readOptions } from './options';
import { runCommand, type Stops } from './stops';

const pending = 1_000;

/** The breakdown of one county, counted on the fly by the limit, while so many changes wait to be folded at Sanlou. */
async function main(stops: Stops): Promise<void> {
  const { scale, rounds, seconds, warmUp } = readOptions(process.argv.slice(2));
  const database = await openDatabase(scale, false);
  stops.push(database.stop);
  const [target] = database.targets;
  const [job] = chooseJobs(['Q3']);
  if (!target || !job) throw new Error('There is nothing to measure.');
  const client = new Client({ connectionString: database.superuserUrl });
  await client.connect();
  stops.push(() => client.end());
  const { tenantId } = target.integrator;
  await client.query("select set_config('app.tenant_id', $1, false)", [tenantId]);
  // Whoever holds this lock folds; nobody else does.
  await client.query("select pg_advisory_lock(hashtextextended('sanlou.fold', $1::bigint))", [tenantId]);
  const { rows: chosen } = await client.query<{ id: string }>(
    `select id from membership where tenant_id = $1 and status = 'FULL' and ended_on is null order by id limit ${pending}`,
    [tenantId],
  );
  const change = async (to: string) => {
    const ids = chosen.map(({ id }) => id);
    await client.query('update membership set status = $3 where tenant_id = $1 and id = any($2)', [tenantId, ids, to]);
  };
  const fold = () => client.query('select fold_counts($1, now(), 1000000)', [tenantId]);
  const waiting = async () =>
    (await client.query<{ count: number }>('select count(*)::int from count_delta where tenant_id = $1', [tenantId]))
      .rows[0]?.count;
  await fold();
  await client.query('vacuum analyze count_delta, organization_count, membership');
  await change('PROBATIONARY');
  stops.push(async () => {
    await change('FULL');
    await fold();
  });
  const meter = await openMeter(database);
  stops.push(meter.close);
  const contenders = await startContenders(['limit', 'sanlou'], database, stops);
  const settings = { contenders, targets: [target], rounds, meter, random: createRandom(1) };
  const { samples } = await runJob(job, { ...settings, until: { seconds }, warmUp: { seconds: warmUp } });
  const rates = (name: 'limit' | 'sanlou') => (samples[name] ?? []).map(({ requestsPerSecond }) => requestsPerSecond);
  const limit = rates('limit');
  const { least, median, most } = spreadOf(rates('sanlou').map((rate, round) => rate / (limit[round] ?? NaN)));
  const times = [median, least, most].map((share) => share.toFixed(1));
  console.log(`${await waiting()} changes wait: ${times[0]} times the limit (${times[1]}-${times[2]}).`);
  for (const name of ['limit', 'sanlou'] as const) {
    const medianOf = (of: 'nodeTime' | 'postgresTime') =>
      spreadOf((samples[name] ?? []).map((sample) => sample[of] ?? NaN)).median.toFixed(2);
    console.log(`${name}: ${medianOf('nodeTime')} ms of Node, ${medianOf('postgresTime')} ms of PostgreSQL a request`);
  }
}

runCommand(main);
