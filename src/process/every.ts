import type { Log } from '../log';

/** Does work now and every so many milliseconds, never twice at once. Answers what stops it and waits for what runs. */
export function every(
  milliseconds: number,
  log: Log,
  complaint: string,
  work: () => Promise<unknown>,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  let stopped = false;
  const turn = () => {
    if (stopped) return;
    running ??= work()
      .then(
        () => undefined,
        (error: unknown) => log.error({ err: error }, complaint),
      )
      .finally(() => (running = undefined));
  };
  turn();
  const timer = setInterval(turn, milliseconds);
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}
