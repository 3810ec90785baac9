import type { ContenderName } from '../contenders/names';
import type { Samples } from '../measure/rounds';
import { spreadOf, type Spread } from '../measure/statistics';
import type { Run } from './results';

/** How many times as much as each of these Sanlou is to answer. */
type Target = Partial<Record<ContenderName, number>>;

const trees: Target = { limit: 0.7, postgraphile: 2.5, mercurius: 1.4, typeorm: 5 };
const pages: Target = { limit: 0.7, postgraphile: 2, mercurius: 2, typeorm: 1 };
const first: Target = { limit: 0.5, postgraphile: 2, mercurius: 0.7, typeorm: 2 };

/** By job; `Q5` stands for all of its pages. */
const targets: Readonly<Record<string, Target>> = {
  Q1: trees,
  Q1m: { ...trees, limit: 0.6 },
  Q2: trees,
  // The limit counts on the fly.
  Q3: { limit: 7, postgraphile: 7, mercurius: 7, typeorm: 7 },
  Q4: trees,
  Q5: pages,
  Q6: first,
  Q7: first,
};

const others = ['limit', 'postgraphile', 'mercurius', 'typeorm'] as const;

/** What Sanlou answers as a multiple of what the others do, beside what it is to be; bold where it is. */
export function targetsTable({ jobs }: Run): string[] {
  const rows = jobs.flatMap(({ name, samples }) => {
    const target = targets[name] ?? targets[name.split('-')[0] ?? ''];
    if (!target || !samples.sanlou) return [];
    return [`| ${[name, ...others.map((other) => cell(samples, other, target[other]))].join(' | ')} |`];
  });
  if (rows.length === 0) return [];
  return [
    'Sanlou as a multiple of the others in the same round, median (least-most), and what is aimed at; **bold** where it is reached.',
    '',
    `| job | ${others.map((other) => `to ${other}`).join(' | ')} |`,
    `| --- | ${others.map(() => '---:').join(' | ')} |`,
    ...rows,
    '',
  ];
}

function cell(samples: Samples, other: ContenderName, target: number | undefined): string {
  const spread = multipleOf(samples, other);
  if (!spread || target === undefined) return 'n/a';
  const { least, median, most } = spread;
  const told = median >= target ? `**${digits(median)}**` : digits(median);
  return `${told} (${digits(least)}-${digits(most)}), ≥ ${target}`;
}

function multipleOf({ sanlou, ...samples }: Samples, other: ContenderName): Spread | undefined {
  const theirs = other === 'sanlou' ? undefined : samples[other];
  if (!sanlou || !theirs) return undefined;
  return spreadOf(sanlou.map((own, round) => own.requestsPerSecond / (theirs[round]?.requestsPerSecond ?? NaN)));
}

const digits = (value: number) => value.toPrecision(2);
