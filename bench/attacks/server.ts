import 'reflect-metadata';
import { DevelopmentKeys } from '../../src/access/development-keys';
import { readConfig } from '../../src/config';
import { createLog } from '../../src/log';
import { start } from '../../src/process/start';

/** The product on a data folder, which tells on request how much processor time it has used. Limits of rate are off. */
async function main(folder: string): Promise<void> {
  const limits = { SANLOU_RATE_LIMIT_ACCOUNT: '0', SANLOU_RATE_LIMIT_ADDRESS: '0' };
  const config = readConfig({ PORT: '0', SANLOU_DATA_DIR: folder, ...limits });
  const running = await start(config, createLog('silent'), () => undefined);
  process.on('message', (message) => {
    if (message === 'time') {
      const { user, system } = process.cpuUsage();
      process.send?.({ milliseconds: (user + system) / 1_000 });
    } else {
      void running.stop().then(() => process.exit(0));
    }
  });
  process.send?.({ url: running.url, token: await (await DevelopmentKeys.open(folder)).sign('county') });
}

void main(process.argv[2] ?? '');
