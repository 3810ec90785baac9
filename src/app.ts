import type { RequestListener } from 'node:http';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type RequestHandler } from 'express';
import type { GraphQLSchema } from 'graphql';
import proxyAddress from 'proxy-addr';
import type { Keys } from './access/keys';
import type { Database } from './database/session';
import { features } from './features';
import { FastPath } from './features/fast-path';
import { applyDue } from './features/reorganizations/due';
import { Executor } from './graphql/executor';
import { CompiledOperations } from './graphql/compiled';
import type { Engine } from './graphql/engine';
import { formatErrors } from './graphql/format-error';
import { KnownDocuments } from './graphql/known-documents';
import { Streams, streamLimits, type StreamLimits } from './graphql/live/streams';
import { Topics } from './graphql/live/topics';
import { buildSchema } from './graphql/schema';
import { createServer } from './graphql/server';
import { checkTrustedDocuments } from './graphql/trusted-documents';
import { jsonErrors, notFoundPage } from './http/errors';
import { health } from './http/health';
import { Operations } from './http/operations';
import { requests } from './http/requests';
import { securityHeaders } from './http/security-headers';
import { shortWay, type ShortWayParts } from './http/short-way/short-way';
import { noWalls, walls, type WallSettings } from './http/walls';
import { streamHandler } from './http/stream';
import type { Log } from './log';

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
  /** What takes requests before Express does, and leaves to it what it does not know. */
  plain?: (parts: ShortWayParts, ordinary: RequestListener) => RequestListener;
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
  const { database, keys, log, now = () => new Date(), pages, engines = fastest, plain = shortWay } = dependencies;
  const settings = { ...noWalls, ...dependencies.walls };
  const { introspection, trustedDocuments: trusted } = settings;
  const topics = new Topics(database, log);
  const schema = buildSchema(features, topics);
  if (trusted) checkTrustedDocuments(trusted, schema);
  const executor = new Executor(schema, engines(schema), log);
  const known = new KnownDocuments();
  const format = formatErrors(log, introspection);
  const server = createServer({ schema, executor, known, format, introspection, log });
  await server.start();
  const streams = new Streams(
    { schema, executor, database, now, log, introspection },
    { ...streamLimits, ...dependencies.streams },
  );
  const router = express();
  router.disable('x-powered-by');
  // An answer of the API is never asked for again by its hash, which would be computed of each.
  router.disable('etag');
  router.set('trust proxy', settings.trustProxy);
  const isProxy = router.get('trust proxy fn') as (address: string, index: number) => boolean;
  const { crossOrigin, limits, handlers } = walls(settings, (request) => proxyAddress(request, isProxy));

  const operations = new Operations({ database, keys, limits, now, log });
  router.use(health(database));
  if (pages) router.use(pages);
  router.use('/graphql', handlers);
  router.use(
    '/graphql/stream',
    streamHandler(streams, (request) => operations.principalOf(request), limits),
  );
  router.use(
    '/graphql',
    expressMiddleware(server, {
      context: async ({ req, res }) => ({ operation: await operations.open(req, res) }),
    }),
  );
  router.use(notFoundPage, jsonErrors(log));
  const open: ShortWayParts['open'] = (request, response) => operations.open(request, response);
  const front = plain({ known, trusted, crossOrigin, limits, open, executor, format, log }, router);
  const [begin, secure] = [requests(log), securityHeaders()];
  const http: RequestListener = (request, response) => {
    begin(request, response);
    secure(request, response);
    front(request, response);
  };
  const stop = async () => {
    known.forgetAll();
    await streams.close();
    await topics.close();
    await server.stop();
  };
  return { http, applyDue: () => applyDue(database, now, log), endStreams: () => streams.stop(), stop };
}
