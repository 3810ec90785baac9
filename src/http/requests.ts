import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { withoutApiKeys } from '../access/api-key';
import type { Log } from '../log';

const healthPaths = new Set(['/livez', '/readyz']);
const idHeader = 'x-request-id';

/** Gives each request an id, which its answer carries as `x-request-id`, and logs a line when it is answered or given up. */
export function requests(log: Log): RequestListener {
  return (request, response) => {
    const id = randomUUID();
    response.setHeader(idHeader, id);
    const { method, url = '' } = request;
    const since = Date.now();
    let isLogged = healthPaths.has(url);
    const done = (error?: Error) => {
      if (isLogged && !error) return;
      isLogged = true;
      // A key has no business there; who puts it there all the same must not find it in the log.
      const facts = { id, method, url: withoutApiKeys(url) };
      logLine(log, facts, { request, response, error, responseTime: Date.now() - since });
    };
    response.once('close', done);
    response.on('error', done);
  };
}

/** The id of the request that this answers. */
export function requestIdOf(response: ServerResponse): string {
  return String(response.getHeader(idHeader));
}

interface Done {
  request: IncomingMessage;
  response: ServerResponse;
  error: Error | undefined;
  responseTime: number;
}

function logLine(log: Log, req: object, { request, response, error, responseTime }: Done): void {
  const { statusCode, headersSent, writableEnded } = response;
  // Of an answer that was not begun nobody has heard a status.
  const res = { statusCode: headersSent ? statusCode : null };
  if (error || statusCode >= 500) {
    const err = error ?? new Error(`failed with status code ${statusCode}`);
    log.error({ req, res, err, responseTime }, 'request errored');
    return;
  }
  const isWhole = writableEnded && !request.readableAborted;
  log.info({ req, res, responseTime }, isWhole ? 'request completed' : 'request aborted');
}
