import path from 'node:path';
import type { Contender, StartContender } from './contender';
import { asTold } from './headers';
import type { ContenderName } from './names';
import { startProcess } from './process';

type Asking = Pick<Contender, 'message' | 'plain'>;

/** Asked by Sanlou's own documents, and answers them. */
export const alike: Asking = {
  message: ({ document }, { as, variables }) => ({ headers: asTold(as), body: { query: document, variables } }),
  plain: (_job, data) => data,
};

/** A server in the contender's own folder, which is told the database and whom a request speaks for, and believes it. */
export function startStranger(
  name: ContenderName,
  endpoint: string,
  { node, ...asking }: Partial<Asking> & { node?: string } = {},
): StartContender {
  return async ({ superuserUrl, folder }) => {
    const running = await startProcess({
      node,
      arguments: [path.join(__dirname, name, 'server.mjs'), superuserUrl],
      log: path.join(folder, `${name}.log`),
    });
    return { ...running, name, path: endpoint, role: 'postgres', ...alike, ...asking };
  };
}
