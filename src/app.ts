import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { authenticate, bearerToken } from './access/authenticate';
import type { Keys } from './access/keys';
import type { Database } from './database/session';
import { features } from './features';
import { applyDue } from './features/reorganizations/due';
import { toRefusal } from './graphql/format-error';
import { limits } from './graphql/limits';
import { Operation } from './graphql/operation';
import { buildSchema } from './graphql/schema';
import { createServer } from './graphql/server';
import { jsonErrors, notFoundPage } from './http/errors';
import { health } from './http/health';
import { requests } from './http/requests';
import type { Log } from './log';
import { localeOf } from './messages';

export interface AppDependencies {
  database: Database;
  keys: Keys;
  log: Log;
  /** The clock that decides which grants hold and what day it is. */
  now?: () => Date;
  /** Pages beside the API, as GraphiQL. */
  pages?: RequestHandler;
}

export interface App {
  http: Express;
  /** Applies the reorganizations whose day has come; answers how many. */
  applyDue(): Promise<number>;
  /** Finishes what runs and answers nothing new. */
  stop(): Promise<void>;
}

/** The whole product behind one HTTP handler; used by the process and by every test. */
export async function createApp({ database, keys, log, now = () => new Date(), pages }: AppDependencies): Promise<App> {
  const server = createServer(buildSchema(features), log);
  await server.start();

  const http = express();
  http.disable('x-powered-by');
  http.use(requests(log), helmet(), health(database));
  if (pages) http.use(pages);
  http.use(
    '/graphql',
    express.json({ limit: limits.body }),
    expressMiddleware(server, {
      context: async ({ req }) => {
        const caller = { locale: localeOf(req.headers['accept-language']), requestId: String(req.id) };
        const principal = await authenticate(database, keys, bearerToken(req.headers.authorization)).catch(
          (error: unknown) => {
            throw toRefusal(error, caller, log);
          },
        );
        const facts = { principal, ...caller };
        return { operation: new Operation(database, now, facts) };
      },
    }),
  );
  http.use(notFoundPage, jsonErrors(log));
  return { http, applyDue: () => applyDue(database, now, log), stop: () => server.stop() };
}
