import type { ServerResponse } from 'node:http';

export const jsonType = 'application/json; charset=utf-8';

/** Answers with JSON text, as Express does. */
export function sendJson(response: ServerResponse, status: number, text: string, type = jsonType): void {
  response.statusCode = status;
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}
