import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { authenticate, bearerToken, tenantHeader } from './access/authenticate';
import type { Keys } from './access/keys';
import type { Database } from './database/session';
import { features } from './features';
import { applyDue } from './features/reorganizations/due';
import { toRefusal } from './graphql/format-error';
import { Operation } from './graphql/operation';
import { buildSchema } from './graphql/schema';
import { createServer } from './graphql/server';
import { checkTrustedDocuments } from './graphql/trusted-documents';
import { jsonErrors, notFoundPage } from './http/errors';
import { health } from './http/health';
import { requests } from './http/requests';
import { noWalls, walls, type WallSettings } from './http/walls';
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
  /** What keeps the network at bay; nothing when left out. */
  walls?: Partial<WallSettings>;
}

export interface App {
  http: Express;
  /** Applies the reorganizations whose day has come; answers how many. */
  applyDue(): Promise<number>;
  /** Finishes what runs and answers nothing new. */
  stop(): Promise<void>;
}

/** The whole product behind one HTTP handler; used by the process and by every test. */
export async function createApp({
  database,
  keys,
  log,
  now = () => new Date(),
  pages,
  walls: chosen,
}: AppDependencies): Promise<App> {
  const settings = { ...noWalls, ...chosen };
  const schema = buildSchema(features);
  if (settings.trustedDocuments) checkTrustedDocuments(settings.trustedDocuments, schema);
  const server = createServer(schema, log, settings.introspection);
  await server.start();
  const { limits, handlers } = walls(settings);

  const use = {
    now,
    failed: (error: unknown) => log.warn({ err: error }, 'The use of an API key could not be noted.'),
  };
  const http = express();
  http.disable('x-powered-by');
  http.set('trust proxy', settings.trustProxy);
  http.use(requests(log), helmet(), health(database));
  if (pages) http.use(pages);
  http.use(
    '/graphql',
    handlers,
    expressMiddleware(server, {
      context: async ({ req, res }) => {
        const caller = { locale: localeOf(req.headers['accept-language']), requestId: String(req.id) };
        const token = bearerToken(req.headers.authorization);
        const principal = await authenticate(database, keys, token, { ...use, tenantCode: req.get(tenantHeader) })
          .then((found) => limits.admit(res, found))
          .catch((error: unknown) => {
            throw toRefusal(error, caller, log);
          });
        const facts = { principal, ...caller, allowance: limits.meterOf(res) };
        return { operation: new Operation(database, now, facts) };
      },
    }),
  );
  http.use(notFoundPage, jsonErrors(log));
  return { http, applyDue: () => applyDue(database, now, log), stop: () => server.stop() };
}
