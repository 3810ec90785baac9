import pino, { type Logger } from 'pino';

export type Log = Logger;

/** Structured log lines on standard error; credentials are never written. */
export function createLog(level: string): Log {
  return pino({ level, redact: ['req.headers.authorization', 'req.headers.cookie'] }, pino.destination(2));
}
