import { contenderNames, type ContenderName } from '../contenders/names';
import type { Sample } from '../measure/measure';
import type { Samples } from '../measure/rounds';
import { median, overlap, spreadOf, type Spread } from '../measure/statistics';

/** A figure in the middle of the rounds, and how many times that of the limit it is. */
export interface Figure {
  median: number;
  /** Undefined without the limit, or where the limit's is too small to be told. */
  ofLimit: number | undefined;
}

export interface Line {
  contender: ContenderName;
  requestsPerSecond: Figure;
  p50: Figure;
  p99: Figure;
  nodeTime: Figure | undefined;
  postgresTime: Figure | undefined;
  statements: Figure;
  /** Requests a second as a share of those of the limit in the same round. */
  share: Spread | undefined;
  /** Whose share could as well be larger as smaller. */
  alike: ContenderName[];
}

/** What the rounds of one job say, in the order of the contenders. */
export function summarize(samples: Samples): Line[] {
  const { limit } = samples;
  const lines = contenderNames.flatMap((contender) => {
    const own = samples[contender];
    return own ? [lineOf(contender, own, limit)] : [];
  });
  for (const line of lines) {
    line.alike = lines
      .filter((other) => other !== line && line.share && other.share && overlap(line.share, other.share))
      .map(({ contender }) => contender);
  }
  return lines;
}

function lineOf(contender: ContenderName, own: readonly Sample[], limit: readonly Sample[] | undefined): Line {
  const figure = (name: keyof Sample): Figure | undefined => {
    const middle = (samples: readonly Sample[]) => median(samples.map((sample) => sample[name] ?? NaN));
    const value = middle(own);
    if (Number.isNaN(value)) return undefined;
    const ratio = limit ? value / middle(limit) : NaN;
    return { median: value, ofLimit: Number.isFinite(ratio) ? ratio : undefined };
  };
  return {
    contender,
    requestsPerSecond: figure('requestsPerSecond') as Figure,
    p50: figure('p50') as Figure,
    p99: figure('p99') as Figure,
    nodeTime: figure('nodeTime'),
    postgresTime: figure('postgresTime'),
    statements: figure('statements') as Figure,
    share:
      limit &&
      spreadOf(own.map((sample, round) => sample.requestsPerSecond / (limit[round]?.requestsPerSecond ?? NaN))),
    alike: [],
  };
}
