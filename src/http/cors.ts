import type { RequestHandler } from 'express';

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

/**
 * Lets pages of the named origins read the answers; nobody else's. Who asks is told by a header, never by a cookie, so
 * credentials of the browser are not let in.
 */
export function cors(origins: readonly string[]): RequestHandler {
  const allowed = new Set(origins);
  return (request, response, next) => {
    if (allowed.size) response.vary('Origin');
    const { origin } = request.headers;
    if (origin === undefined || !allowed.has(origin)) {
      next();
      return;
    }
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Expose-Headers', exposed);
    if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) {
      next();
      return;
    }
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
    response.setHeader('Access-Control-Allow-Headers', allowedHeaders);
    response.setHeader('Access-Control-Max-Age', rememberedFor);
    response.status(204).end();
  };
}
