import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import { withoutApiKeys } from '../access/api-key';
import type { Log } from '../log';

const healthPaths = new Set(['/livez', '/readyz']);

/** Gives each request an id, which its answer carries as `x-request-id`, and logs a line when it is answered. */
export function requests(log: Log): RequestHandler {
  const logged = pinoHttp({
    logger: log,
    genReqId: () => randomUUID(),
    autoLogging: { ignore: (request) => healthPaths.has(request.url ?? '') },
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
    serializers: {
      req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
        ...{ id, method },
        // A key has no business there; who puts it there all the same must not find it in the log.
        url: withoutApiKeys(url),
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  });
  return (request, response, next) => {
    logged(request, response);
    response.setHeader('x-request-id', String(request.id));
    next();
  };
}
