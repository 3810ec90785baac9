/** What was started, in the order of the starts. */
export type Stops = (() => Promise<void>)[];

/** Ends what was started, in the opposite order. */
export async function stopAll(stops: Stops): Promise<void> {
  for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
}
