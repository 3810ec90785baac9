import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { databaseFault } from '../database/fault';
import { AppError, conflict, tookTooLong } from '../errors';
import type { Log } from '../log';
import type { Locale, Message } from '../messages';
import { withoutSuggestions } from './introspection';

interface Caller {
  locale: Locale;
  requestId: string;
}

const ourFault: Message = { en: 'Something went wrong on our side.', zh: '服务器内部出错。' };

/** An error of execution as the client sees it: a code, a sentence in his language, its path; never SQL or a stack. */
export function toClientError(error: unknown, { locale, requestId }: Caller, log: Log): GraphQLError {
  const located = error instanceof GraphQLError ? error : undefined;
  const original = located ? (located.originalError ?? located) : error;
  const known = knownError(original);
  const { source, positions, path } = located ?? {};
  const place = { source, positions, path };
  if (known) {
    return new GraphQLError(known.in(locale), { ...place, extensions: { code: known.code, ...known.details } });
  }
  if (original instanceof GraphQLError && isFaultOfTheDocument(original)) {
    return new GraphQLError(original.message, { ...place, extensions: { code: 'BAD_USER_INPUT' } });
  }
  log.error({ err: original, requestId, path: located?.path }, 'An operation failed.');
  return new GraphQLError(ourFault[locale], {
    ...place,
    extensions: { code: 'INTERNAL', requestId },
  });
}

const refusalStatus: Readonly<Record<string, number>> = { INTERNAL: 500, RATE_LIMITED: 429 };

/** As `toClientError`, where it is all there is to answer: a fault of ours, or a limit of rate, then shows in the HTTP status too. */
export function toRefusal(error: unknown, caller: Caller, log: Log): GraphQLError {
  const refusal = toClientError(error, caller, log);
  const status = refusalStatus[String(refusal.extensions.code)];
  if (status) refusal.extensions.http = { status };
  return refusal;
}

/** What graphql-js finds wrong with arguments and directives points into the document; a wrong result points nowhere. */
function isFaultOfTheDocument({ extensions, positions, originalError }: GraphQLError): boolean {
  return extensions.code === 'BAD_USER_INPUT' || (originalError === undefined && Boolean(positions?.length));
}

function knownError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  const fault = databaseFault(error);
  if (fault === 'collision') return conflict();
  return fault === 'stopped' ? tookTooLong() : undefined;
}

const inputFaults = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
  'BAD_USER_INPUT',
]);
const ours = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'QUERY_TOO_EXPENSIVE',
  'RATE_LIMITED',
  'CONFLICT',
  'INTERNAL',
]);

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** The last gate before the response: every code is one of the closed list, and nothing but known extensions passes. */
export function formatErrors(log: Log, introspection: boolean): FormatError {
  return ({ message: whole, locations, path, extensions = {} }, error) => {
    const code = String(extensions.code ?? '');
    const message = introspection ? shortened(whole) : withoutSuggestions(shortened(whole));
    const place = { ...(locations && { locations }), ...(path && { path }) };
    if (ours.has(code)) {
      const { stacktrace: _stacktrace, ...rest } = extensions;
      return { message, ...place, extensions: rest };
    }
    if (inputFaults.has(code)) return { message, ...place, extensions: { code: 'BAD_USER_INPUT' } };
    log.error({ err: error }, 'A request failed.');
    return { message: ourFault.en, ...place, extensions: { code: 'INTERNAL' } };
  };
}

const longestMessage = 500;

/** What graphql-js says of a value quotes it whole, a megabyte too. */
function shortened(message: string): string {
  return message.length <= longestMessage ? message : `${message.slice(0, longestMessage)}...`;
}
