import type { Contender } from '../contenders/contender';
import type { Job } from '../jobs/job';
import { load, type Until } from '../load/load';
import type { PostgresMeter } from './postgres';
import { processTime } from './processes';

/** One contender at one job in one round. */
export interface Sample {
  requestsPerSecond: number;
  p50: number;
  p99: number;
  /** Milliseconds of processor a request; undefined where the machine does not tell. */
  nodeTime: number | undefined;
  postgresTime: number | undefined;
  /** Statements a request. */
  statements: number;
}

/** Puts a load on a contender and reads what it took. `next` makes the requests. */
export async function measure(
  contender: Contender,
  { connections }: Pick<Job, 'connections'>,
  until: Until,
  next: () => Buffer,
  meter: PostgresMeter,
): Promise<Sample> {
  await meter.reset();
  const before = { node: processTime(contender.pid), postgres: await meter.time() };
  const { requests, seconds, latencies } = await load(contender.port, connections, until, next);
  const after = { node: processTime(contender.pid), postgres: await meter.time() };
  const each = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? undefined : (to - from) / requests;
  return {
    requestsPerSecond: requests / seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    nodeTime: each(before.node, after.node),
    postgresTime: each(before.postgres, after.postgres),
    statements: (await meter.statements(contender.role)) / requests,
  };
}

const quantile = (sorted: Float64Array, share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
