import 'reflect-metadata';
import closeWithGrace from 'close-with-grace';
import { readConfig } from './config';
import { createLog } from './log';
import { banner } from './process/banner';
import { onStopSignal } from './process/signals';
import { start } from './process/start';

/** How long what runs may take to finish after the signal to stop. */
const patience = 20_000;

async function main(): Promise<void> {
  const began = performance.now();
  const config = readConfig();
  const log = createLog(config.logLevel);
  const starting = start(config, log, (line) => process.stdout.write(`  ${line}\n`));
  let stopping = false;
  const grace = closeWithGrace(
    { delay: patience, logger: log, skip: ['SIGINT', 'SIGTERM', 'beforeExit'] },
    async ({ err }) => {
      stopping = true;
      if (err) log.fatal({ err }, 'A defect ends the process.');
      // Whoever stops it while it starts waits for a state that can be stopped.
      await (await starting.catch(() => undefined))?.stop();
    },
  );
  onStopSignal(() => void grace.close());
  const running = await starting;
  if (!stopping) process.stdout.write(banner(running, config, (performance.now() - began) / 1_000));
}

main().catch((error: unknown) => {
  const sentence = error instanceof Error ? error.message : String(error);
  process.stderr.write(`\n  Sanlou did not start.\n\n${sentence.replace(/^/gm, '  ')}\n\n`);
  process.exitCode = 1;
});
