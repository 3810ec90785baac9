import type { Request, RequestHandler, Response } from 'express';
import { createHandler } from 'graphql-sse';
import { tenantHeader, type Principal } from '../access/authenticate';
import { Stream } from '../graphql/live/stream';
import type { Streams } from '../graphql/live/streams';
import { localeOf } from '../messages';
import type { RateLimits } from './rate-limits/rate-limits';
import { requestIdOf } from './requests';

const eventStream = 'text/event-stream';
/** Bytes that a client may leave unread before it is cut off. */
const mostUnread = 1_048_576;

interface Exchange {
  request: Request;
  response: Response;
  principal: Principal | undefined;
  isOpen: boolean;
}

/**
 * GraphQL over SSE, one connection a subscription. Each answer is an event `next`, the last one `complete`; a refusal is an
 * answer like any other. A comment `open` says that events come from here on. To open one is counted as one request.
 */
export function streamHandler(
  streams: Streams,
  authenticate: (request: Request) => Promise<Principal | undefined>,
  limits: RateLimits,
): RequestHandler {
  const handle = createHandler<Request, Exchange>({
    // No client may keep a stream of several operations.
    authenticate: () => null,
    onSubscribe: async ({ context: exchange }, parameters) => {
      const { request, response, principal } = exchange;
      const { authorization, 'accept-language': languages } = request.headers;
      const begun = await streams.begin(parameters, {
        locale: localeOf(languages),
        requestId: requestIdOf(response),
        // A token speaks for one account in each tenant.
        credentials: JSON.stringify([authorization, request.get(tenantHeader)]),
        authenticate: startingWith(principal, () => authenticate(request)),
      });
      if (!(begun instanceof Stream)) return single(begun);
      exchange.isOpen = true;
      response.once('close', () => begun.end());
      if (response.destroyed) begun.end();
      return begun.answers();
    },
  });
  return async (request, response) => {
    if (!request.headers.accept?.includes(eventStream)) {
      refuse(response, 406, 'A stream is asked for with Accept: text/event-stream.');
      return;
    }
    const principal = await limits.admit(response, await authenticate(request));
    const exchange = { request, response, principal, isOpen: false };
    const [body, { status, headers }] = await handle({
      method: request.method,
      url: request.url,
      headers: { get: (name) => (name === 'accept' ? eventStream : headerOf(request, name)) },
      body: request.body as Record<string, unknown>,
      raw: request,
      context: exchange,
    });
    if (body === null || typeof body === 'string') {
      refuse(response, status, sentenceOf(body));
      return;
    }
    response.writeHead(status, headers);
    response.once('close', () => void body.return());
    if (exchange.isOpen) response.write(': open\n\n');
    for await (const text of body) {
      response.write(text);
      if (response.writableLength > mostUnread) response.destroy();
      if (response.destroyed) break;
    }
    response.end();
  };
}

/** What is known already the first time, what is found anew each further time. */
function startingWith<Found>(known: Found, find: () => Promise<Found>): () => Promise<Found> {
  let isFirst = true;
  return () => {
    if (!isFirst) return find();
    isFirst = false;
    return Promise.resolve(known);
  };
}

async function* single<Result>(result: Result): AsyncGenerator<Result, void> {
  yield await Promise.resolve(result);
}

function headerOf(request: Request, name: string): string | undefined {
  const header = request.headers[name];
  return Array.isArray(header) ? header.join() : header;
}

/** What is no request for a stream at all, in the form of GraphQL errors. */
function refuse(response: Response, status: number, message: string): void {
  response.status(status).json({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] });
}

function sentenceOf(body: string | null): string {
  const { errors } = JSON.parse(body ?? '{}') as { errors?: { message: string }[] };
  return errors?.[0]?.message ?? 'Send a query as JSON by POST, or in the URL by GET.';
}
