import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { AppError, type ErrorCode } from '../errors';
import type { Log } from '../log';
import { localeOf } from '../messages';
import { sendJson } from './send';

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = { BAD_USER_INPUT: 400, RATE_LIMITED: 429 };

/** What Express itself or a wall in front of the API refuses, in the form of GraphQL errors: never a page, a path or a stack. */
export function jsonErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) next(error);
    else refuse(error, request, response, log);
  };
}

/** Answers with what is wrong, where nothing has been answered yet. */
export function refuse(error: unknown, request: IncomingMessage, response: ServerResponse, log: Log): void {
  if (error instanceof AppError) {
    const message = error.in(localeOf(request.headers['accept-language']));
    const extensions = { code: error.code, ...error.details };
    sendJson(response, statuses[error.code] ?? 500, JSON.stringify({ errors: [{ message, extensions }] }));
    return;
  }
  const status = statusOf(error);
  if (status === 500) log.error({ err: error }, 'A request failed.');
  const { code, message } = explain(status);
  sendJson(response, status, JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}

export const notFoundPage: RequestHandler = (_request, response) => {
  response.status(404).json({ errors: [{ message: 'Nothing is served here.', extensions: { code: 'NOT_FOUND' } }] });
};

/** The status that Express or its parser gave to what the client did wrong; a fault of ours otherwise. */
function statusOf(error: unknown): number {
  const { status } = error as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function explain(status: number): { code: string; message: string } {
  if (status === 500) return { code: 'INTERNAL', message: 'Something went wrong on our side.' };
  if (status === 413) return { code: 'BAD_USER_INPUT', message: 'The request body is larger than 1 MB.' };
  if (status === 415)
    return { code: 'BAD_USER_INPUT', message: 'The body is of an unsupported type or encoding; send JSON in UTF-8.' };
  return { code: 'BAD_USER_INPUT', message: 'The request body is not valid JSON.' };
}
