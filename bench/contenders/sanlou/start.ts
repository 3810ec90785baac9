import path from 'node:path';
import { DevelopmentKeys } from '../../../src/access/development-keys';
import { secretKey } from '../../database/open';
import type { Contender, StartContender } from '../contender';
import { startProcess } from '../process';

const main = path.join(__dirname, '../../../dist/src/main.js');

/** More than anyone could spend: the load of one account here is that of hundreds. It is counted all the same. */
const rateLimit = 1_000_000_000_000;

/** The product as `npm start` runs it beside a PostgreSQL of one's own: nothing is switched off. */
export const startSanlou: StartContender = async ({ applicationUrl, folder, targets }) => {
  const keys = await DevelopmentKeys.open(folder);
  const actors = targets.flatMap(({ countyOrganizer, streetOrganizer, integrator }) => [
    countyOrganizer,
    streetOrganizer,
    integrator,
  ]);
  const tokens = new Map<string, string>();
  for (const { name } of actors) tokens.set(name, await keys.sign(name));
  const running = await startProcess({
    arguments: [main],
    directory: folder,
    environment: {
      PORT: '0',
      DATABASE_URL: applicationUrl,
      SANLOU_DATA_DIR: folder,
      SANLOU_SECRET_KEY: secretKey.toString('base64'),
      SANLOU_DEV_TOKENS: 'true',
      SANLOU_RATE_LIMIT_ACCOUNT: String(rateLimit),
    },
    log: path.join(folder, 'sanlou.log'),
    portLine: /127\.0\.0\.1:(\d+)/,
  });
  return {
    ...running,
    name: 'sanlou',
    path: '/graphql',
    role: 'sanlou_app',
    message: ({ document }, { as, variables }) => ({
      headers: { authorization: `Bearer ${tokens.get(as.name)}` },
      body: { query: document, variables },
    }),
    plain: (_job, data) => data,
  } satisfies Contender;
};
