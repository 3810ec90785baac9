import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { answerOf, failureOf, type Answer } from '../../graphql/answer';
import type { Executor, Request } from '../../graphql/executor';
import type { FormatError } from '../../graphql/format-error';
import type { KnownDocuments } from '../../graphql/known-documents';
import type { Operation } from '../../graphql/operation';
import type { TrustedDocuments } from '../../graphql/trusted-documents';
import type { Log } from '../../log';
import type { Cors } from '../cors';
import { refuse } from '../errors';
import type { RateLimits } from '../rate-limits/rate-limits';
import { sendJson } from '../send';
import { plainHead, type PlainHead } from './plain-head';
import { plainRequest } from './plain-request';
import { readBody } from './read-body';

/**
 * A short way past Express and Apollo for what nearly every client sends nearly always: a POST of JSON that asks for a
 * document which the ordinary way has already parsed, found valid and run. Those two cost several times what such an
 * operation itself does.
 *
 * It has no rule of its own. What it does is done by what the ordinary way calls too, in the same order: CORS, the limit of
 * the address, the body and the bounds of its shape, the token, the limit of the account, the executor, the format of
 * errors. It does not parse or validate documents at all: only what is in `KnownDocuments` runs here, and that is filled
 * behind the validation of Apollo, where lists of trusted documents and the rule against introspection stand as well.
 *
 * Whatever is not plain goes the ordinary way, as if nobody had looked at it: by its head alone (another method or place,
 * another type or encoding, no length), or by its body, which is put back (broken JSON, a batch, extensions, a document or
 * operation that is not known). So there is one answer to each of them, and it is not written here.
 *
 * `src/app.ts` puts it in front by one line; without that line every answer is the same, to the byte.
 */
export function shortWay(parts: ShortWayParts, ordinary: RequestListener): RequestListener {
  const { known, trusted, limits, crossOrigin, log } = parts;

  function take(request: IncomingMessage, response: ServerResponse, head: PlainHead): void {
    readBody(request, head.length, (body) => {
      const asked = body && plainRequest(body, known, trusted);
      if (asked) {
        // Nothing is left in it, but it ends only for someone who reads on.
        request.resume();
        void answer(parts, asked, request, response).then(
          ({ status, text }) => sendJson(response, status, text, head.answerType),
          (error: unknown) => fail(error, request, response),
        );
        return;
      }
      if (body) {
        request.unshift(body);
        ordinary(request, response);
        return;
      }
      fail(goneAway, request, response);
    });
  }

  function fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    if (response.headersSent) response.destroy();
    else refuse(error, request, response, log);
  }

  return (request, response) => {
    const head = plainHead(request);
    if (!head) {
      ordinary(request, response);
      return;
    }
    crossOrigin(request, response);
    limits
      .enter(request, response)
      .then(() => take(request, response, head))
      .catch((error: unknown) => fail(error, request, response));
  };
}

export interface ShortWayParts {
  known: KnownDocuments;
  trusted: TrustedDocuments | undefined;
  crossOrigin: Cors;
  limits: RateLimits;
  /** The operation of whoever asks; rejects with what he is told instead. */
  open: (request: IncomingMessage, response: ServerResponse) => Promise<Operation>;
  executor: Executor;
  format: FormatError;
  log: Log;
}

/** As the parser of Express calls it. Nobody hears the answer; its status is logged. */
const goneAway = { status: 400 };

async function answer(
  { open, executor, format }: ShortWayParts,
  asked: Request,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answer> {
  try {
    const operation = await open(request, response);
    return answerOf(await executor.run(asked, operation), format, request.headers.accept);
  } catch (error) {
    return failureOf(error, format);
  }
}
