const again = 1_000;

/**
 * Calls `stop` once on SIGINT or SIGTERM. npm passes Ctrl-C on to a process that the terminal has told already, so the
 * same signal soon after the first is that one; later it is an impatient user, and the process ends at once.
 */
export function onStopSignal(stop: () => void): void {
  let first: number | undefined;
  const hear = () => {
    if (first === undefined) {
      first = performance.now();
      stop();
    } else if (performance.now() - first > again) {
      process.exit(1);
    }
  };
  process.on('SIGINT', hear);
  process.on('SIGTERM', hear);
}
