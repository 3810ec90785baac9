export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const [below = NaN, above = NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 ? above : (below + above) / 2;
}

/** Least, median and most. */
export interface Spread {
  least: number;
  median: number;
  most: number;
}

export const spreadOf = (values: readonly number[]): Spread => ({
  least: Math.min(...values),
  median: median(values),
  most: Math.max(...values),
});

export const overlap = (one: Spread, other: Spread) => one.least <= other.most && other.least <= one.most;
