import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import type { FormatError } from './format-error';
import { plainly } from './plain-status';
import { stringifyAnswer } from './raw-json';

/** What goes over HTTP. */
export interface Answer {
  status: number;
  text: string;
}

/**
 * A result as Apollo answers it: errors formatted, the status that one of them names or that of a refusal where there are
 * no data, the fields in their order.
 */
export function answerOf({ errors, data, extensions }: ExecutionResult, format: FormatError, accept?: string): Answer {
  const named = errors && statusNamedBy(errors);
  const status = named ?? (errors?.length && data === undefined ? 400 : 200);
  const formatted = errors?.map((error) => format(bare(error), error));
  return { status: plainly(status, accept), text: stringifyAnswer({ errors: formatted, data, extensions }) };
}

/** What stopped the request itself, as Apollo answers it: a fault of ours unless it names another status. */
export function failureOf(error: unknown, format: FormatError): Answer {
  const failure = asGraphQLError(error);
  return {
    status: statusNamedBy([failure]) ?? 500,
    text: stringifyAnswer({ errors: [format(bare(failure), error)] }),
  };
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (error instanceof Error) return new GraphQLError(error.message, { originalError: error });
  return new GraphQLError(`Unexpected error value: ${String(error)}`);
}

function statusNamedBy(errors: readonly GraphQLError[]): number | undefined {
  return errors.map(({ extensions }) => (extensions.http as { status?: number } | undefined)?.status).findLast(Boolean);
}

/** The error as it is shown, before it is formatted: its status belongs to HTTP alone. */
function bare(error: GraphQLError): GraphQLFormattedError {
  const { http: _http, ...extensions } = error.extensions;
  return { ...error.toJSON(), extensions: { ...extensions, code: extensions.code ?? 'INTERNAL_SERVER_ERROR' } };
}
