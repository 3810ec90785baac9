import { spawn } from 'node:child_process';
import { once } from 'node:events';
import setUp from '../setup/cluster-setup';
import tearDown from '../setup/cluster-teardown';

/** Runs Stryker on one database server for all mutants: each of them would otherwise start its own. */
async function mutate(): Promise<void> {
  await setUp();
  // Whoever interrupts it interrupts Stryker too; what was started is still stopped.
  process.on('SIGINT', () => undefined);
  const stryker = spawn('npx', ['stryker', 'run', ...process.argv.slice(2)], { stdio: 'inherit' });
  const [code] = (await once(stryker, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
  await tearDown();
}

void mutate();
