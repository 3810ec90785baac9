import path from 'node:path';
import type { Contender, StartContender } from '../contender';
import { asTold } from '../headers';
import { startProcess } from '../process';

export const startLimit: StartContender = async ({ superuserUrl, folder }) => {
  const running = await startProcess({
    arguments: [path.join(__dirname, 'server.mjs'), superuserUrl],
    log: path.join(folder, 'limit.log'),
  });
  return {
    ...running,
    name: 'limit',
    path: '/',
    role: 'postgres',
    message: ({ name }, { as, variables }) => ({
      headers: asTold(as),
      body: { operationName: name.replaceAll('-', '_'), variables },
    }),
    plain: (_job, data) => data,
  } satisfies Contender;
};
