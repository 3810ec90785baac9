import { fork, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { attacks, type Attack, type Target } from './attacks';

// Prints how much processor time of the server one attack takes: node -r @swc-node/register bench/attacks/run.ts

const repetitions = 7;
const bound = 50;

async function hear<Message>(server: ChildProcess): Promise<Message> {
  const [message] = (await once(server, 'message')) as [Message];
  return message;
}

async function usedTime(server: ChildProcess): Promise<number> {
  server.send('time');
  return (await hear<{ milliseconds: number }>(server)).milliseconds;
}

async function measure(
  server: ChildProcess,
  target: Target,
  attack: Attack,
): Promise<{ median: number; most: number }> {
  const times: number[] = [];
  await attack(target);
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const before = await usedTime(server);
    await attack(target);
    times.push((await usedTime(server)) - before);
  }
  times.sort((left, right) => left - right);
  return { median: times[Math.floor(repetitions / 2)] ?? 0, most: times.at(-1) ?? 0 };
}

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sanlou-attacks-'));
  await chmod(folder, 0o755);
  const server = fork(path.join(__dirname, 'server.ts'), [path.join(folder, 'data')], {
    execArgv: ['-r', '@swc-node/register'],
  });
  const ended = once(server, 'exit');
  try {
    const target = await hear<Target>(server);
    console.log('| attack | CPU of the server, median of 7 (ms) | most (ms) |\n|---|---:|---:|');
    for (const [name, attack] of Object.entries(attacks)) {
      const { median, most } = await measure(server, target, attack);
      console.log(`| ${name} | ${median.toFixed(1)}${median > bound ? ' !' : ''} | ${most.toFixed(1)} |`);
    }
  } finally {
    server.send('stop');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

void main();
