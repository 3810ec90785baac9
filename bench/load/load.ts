import { type Answer, Connection } from './connection';

export interface Load {
  requests: number;
  seconds: number;
  /** Milliseconds of each request, sorted. */
  latencies: Float64Array;
}

/** When to stop: after so many seconds, or so many requests. */
export type Until = { seconds: number } | { requests: number };

/** Sends one request after the other over each of the connections. Throws on the first answer that is not well. */
export async function load(port: number, connections: number, until: Until, next: () => Buffer): Promise<Load> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)));
  const latencies: number[] = [];
  let begun = 0;
  const start = performance.now();
  const goesOn =
    'seconds' in until ? () => performance.now() - start < until.seconds * 1_000 : () => begun < until.requests;
  try {
    await Promise.all(
      open.map(async (connection) => {
        while (goesOn()) {
          begun += 1;
          const request = next();
          const sent = performance.now();
          const answer = await connection.send(request);
          latencies.push(performance.now() - sent);
          refuseFault(answer);
        }
      }),
    );
  } finally {
    open.forEach((connection) => connection.close());
  }
  return {
    requests: latencies.length,
    seconds: (performance.now() - start) / 1_000,
    latencies: Float64Array.from(latencies).sort(),
  };
}

/** One request by itself. */
export async function ask(port: number, request: Buffer): Promise<unknown> {
  const connection = await Connection.open(port);
  try {
    const answer = await connection.send(request);
    refuseFault(answer);
    return (JSON.parse(answer.body.toString()) as { data: unknown }).data;
  } finally {
    connection.close();
  }
}

/** `userErrors` that are not empty count too: nothing was written. */
const faults = ['"errors":[', '"userErrors":[{'];

function refuseFault({ status, body }: Answer): void {
  if (status !== 200 || faults.some((fault) => body.includes(fault))) {
    throw new Error(`Answered ${status}: ${body.toString().slice(0, 600)}`);
  }
}
