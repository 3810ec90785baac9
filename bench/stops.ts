/** What was started, in the order of the starts. */
export type Stops = (() => Promise<void>)[];

/** Does the work of a command, and ends what it started in the opposite order, however it ends: by itself, by a fault or a signal. */
export function runCommand(work: (stops: Stops) => Promise<void>): void {
  const stops: Stops = [];
  // What a signal ends makes the work fail, which ends what it started as well: one after the other all the same.
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= stopAll(stops));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stop().finally(() => process.exit(1)));
  }
  work(stops)
    .finally(stop)
    .catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    });
}

async function stopAll(stops: Stops): Promise<void> {
  for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
}
