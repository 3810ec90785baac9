import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import type { ScaleName } from '../database/scales';
import type { Failures, Samples } from '../measure/rounds';

/** One run: where it was made, and every round of it. */
export interface Run {
  scale: ScaleName;
  date: string;
  commit: string;
  machine: { processor: string; cores: number; memoryGiB: number; node: string; postgres: string };
  rounds: number;
  seconds: number;
  jobs: readonly { name: string; title: string; connections: number; samples: Samples; failures: Failures }[];
}

export function describeRun(postgres: string): Pick<Run, 'date' | 'commit' | 'machine'> {
  const processors = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['describe', '--always', '--dirty'], { cwd: __dirname, encoding: 'utf8' }).trim(),
    machine: {
      processor: processors[0]?.model ?? '',
      cores: processors.length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.versions.node,
      postgres,
    },
  };
}

const folder = path.join(__dirname, '..', 'results');

/** Writes a file of the run beside those of others. */
export async function writeResult(name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, name), text);
}
