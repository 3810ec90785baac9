import type { IncomingMessage, RequestListener } from 'node:http';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type RequestHandler } from 'express';
import type { GraphQLSchema } from 'graphql';
import proxyAddress from 'proxy-addr';
import { bearerToken, tenantHeader } from './access/authenticate';
import { Authenticator } from './access/authenticator';
import type { Keys } from './access/keys';
import type { Database } from './database/session';
import { features } from './features';
import { FastPath } from './features/fast-path';
import { applyDue } from './features/reorganizations/due';
import { Executor } from './graphql/executor';
import { CompiledOperations } from './graphql/compiled';
import type { Engine } from './graphql/engine';
import { toRefusal } from './graphql/format-error';
import { Streams, streamLimits, type StreamLimits } from './graphql/live/streams';
import { Topics } from './graphql/live/topics';
import { Operation } from './graphql/operation';
import { buildSchema } from './graphql/schema';
import { createServer } from './graphql/server';
import { checkTrustedDocuments } from './graphql/trusted-documents';
import { jsonErrors, notFoundPage } from './http/errors';
import { health } from './http/health';
import { requestIdOf, requests } from './http/requests';
import { securityHeaders } from './http/security-headers';
import { noWalls, walls, type WallSettings } from './http/walls';
import { streamHandler } from './http/stream';
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
  /** What runs operations, asked in turn before graphql-js, which knows them all. */
  engines?: (schema: GraphQLSchema) => readonly Engine[];
  /** Other bounds of the streams than the usual ones. */
  streams?: Partial<StreamLimits>;
}

export interface App {
  http: RequestListener;
  /** Applies the reorganizations whose day has come; answers how many. */
  applyDue(): Promise<number>;
  /** Ends the open streams, which would keep their connections for ever. */
  endStreams(): void;
  /** Finishes what runs and answers nothing new. */
  stop(): Promise<void>;
}

/** The engines of the product. */
export const fastest = (schema: GraphQLSchema): readonly Engine[] => [
  new FastPath(schema),
  new CompiledOperations(schema),
];

/** The whole product behind one HTTP handler; used by the process and by every test. */
export async function createApp(dependencies: AppDependencies): Promise<App> {
  const { database, keys, log, now = () => new Date(), pages, engines = fastest } = dependencies;
  const settings = { ...noWalls, ...dependencies.walls };
  const topics = new Topics(database, log);
  const schema = buildSchema(features, topics);
  if (settings.trustedDocuments) checkTrustedDocuments(settings.trustedDocuments, schema);
  const executor = new Executor(schema, engines(schema), log);
  const server = createServer(schema, executor, log, settings.introspection);
  await server.start();
  const streams = new Streams(
    { schema, executor, database, now, log, introspection: settings.introspection },
    { ...streamLimits, ...dependencies.streams },
  );
  const router = express();
  router.disable('x-powered-by');
  // An answer of the API is never asked for again by its hash, which would be computed of each.
  router.disable('etag');
  router.set('trust proxy', settings.trustProxy);
  const trusted = router.get('trust proxy fn') as (address: string, index: number) => boolean;
  const { limits, handlers } = walls(settings, (request) => proxyAddress(request, trusted));

  const failed = (error: unknown) => log.warn({ err: error }, 'The use of an API key could not be noted.');
  const authenticator = new Authenticator(database, keys, now, failed);
  const credentialsOf = ({ headers }: IncomingMessage) =>
    [bearerToken(headers.authorization), headers[tenantHeader] as string | undefined] as const;
  const principalOf = (request: IncomingMessage) => authenticator.principalOf(...credentialsOf(request));
  router.use(health(database));
  if (pages) router.use(pages);
  router.use('/graphql', handlers);
  router.use('/graphql/stream', streamHandler(streams, principalOf, limits));
  router.use(
    '/graphql',
    expressMiddleware(server, {
      context: async ({ req, res }) => {
        const caller = { locale: localeOf(req.headers['accept-language']), requestId: requestIdOf(res) };
        const principal = await principalOf(req)
          .then((found) => limits.admit(res, found))
          .catch((error: unknown) => {
            throw toRefusal(error, caller, log);
          });
        return {
          operation: new Operation(database, now, {
            principal,
            ...caller,
            refused: () => authenticator.forget(...credentialsOf(req)),
            allowance: limits.meterOf(res),
            log,
          }),
        };
      },
    }),
  );
  router.use(notFoundPage, jsonErrors(log));
  const [begin, secure] = [requests(log), securityHeaders()];
  const http: RequestListener = (request, response) => {
    begin(request, response);
    secure(request, response);
    router(request, response);
  };
  const stop = async () => {
    await streams.close();
    await topics.close();
    await server.stop();
  };
  return { http, applyDue: () => applyDue(database, now, log), endStreams: () => streams.stop(), stop };
}
