import { ApolloServer, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { printSchema, type GraphQLSchema } from 'graphql';
import type { Log } from '../log';
import type { Executor } from './executor';
import type { FormatError } from './format-error';
import { noIntrospection } from './introspection';
import type { KnownDocuments } from './known-documents';
import { limitRules, limits } from './limits';
import type { Operation } from './operation';
import { plainStatus } from './plain-status';
import { stringifyAnswer } from './raw-json';

export interface GraphQLContext extends BaseContext {
  operation: Operation;
}

export interface ServerParts {
  schema: GraphQLSchema;
  executor: Executor;
  /** Hears of every document that is given to the executor. */
  known: KnownDocuments;
  format: FormatError;
  introspection: boolean;
  log: Log;
}

/**
 * Apollo for parsing, validation, the HTTP protocol and its CSRF guard; operations run in our own executor. Cache control
 * stays off: it would make every field asynchronous.
 */
export function createServer(parts: ServerParts): ApolloServer<GraphQLContext> {
  const { schema, executor, known, format, introspection, log } = parts;
  return new ApolloServer<GraphQLContext>({
    gateway: {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: schema, coreSupergraphSdl: printSchema(schema) });
        return () => undefined;
      },
      load: () =>
        Promise.resolve({
          executor: ({ document, source, operation, operationName, request, context }) => {
            if (source) known.remember(source, document);
            return executor.run(
              { document, operation, operationName, variables: request.variables },
              (context as GraphQLContext).operation,
            );
          },
        }),
      stop: () => Promise.resolve(),
    },
    // Whether it is told is decided by a rule of ours, whose sentence says so.
    introspection: true,
    hideSchemaDetailsFromClientErrors: !introspection,
    stringifyResult: stringifyAnswer,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: introspection ? limitRules : [...limitRules, noIntrospection],
    formatError: format,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      plainStatus,
    ],
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (text) => log.warn(text),
      error: (text) => log.error(text),
    },
  });
}
