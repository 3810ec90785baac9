import type { IncomingMessage, ServerResponse } from 'node:http';

const exposed = [
  'x-request-id',
  'RateLimit-Policy',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
].join(', ');
const allowedHeaders = 'authorization, content-type, accept-language, apollo-require-preflight, last-event-id';
const rememberedFor = 600;

/** Writes the headers of CORS; true when the request was a preflight, which is answered by them. */
export type Cors = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Lets pages of the named origins read the answers; nobody else's. Who asks is told by a header, never by a cookie, so
 * credentials of the browser are not let in.
 */
export function cors(origins: readonly string[]): Cors {
  const allowed = new Set(origins);
  return (request, response) => {
    if (allowed.size) response.setHeader('Vary', 'Origin');
    const { origin } = request.headers;
    if (origin === undefined || !allowed.has(origin)) return false;
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Expose-Headers', exposed);
    if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) return false;
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
    response.setHeader('Access-Control-Allow-Headers', allowedHeaders);
    response.setHeader('Access-Control-Max-Age', rememberedFor);
    response.statusCode = 204;
    response.end();
    return true;
  };
}
