import { ApolloServer, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { printSchema, type GraphQLSchema } from 'graphql';
import type { Log } from '../log';
import { run } from './executor';
import { formatError } from './format-error';
import { limitRules, limits } from './limits';
import type { Operation } from './operation';
import { plainStatus } from './plain-status';

export interface GraphQLContext extends BaseContext {
  operation: Operation;
}

/**
 * Apollo for parsing, validation, the HTTP protocol and its CSRF guard; operations run in our own executor. Cache control
 * stays off: it would make every field asynchronous.
 */
export function createServer(schema: GraphQLSchema, log: Log): ApolloServer<GraphQLContext> {
  return new ApolloServer<GraphQLContext>({
    gateway: {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: schema, coreSupergraphSdl: printSchema(schema) });
        return () => undefined;
      },
      load: () =>
        Promise.resolve({
          executor: ({ document, operation, operationName, request, context }) =>
            run(
              schema,
              { document, operation, operationName, variables: request.variables },
              (context as GraphQLContext).operation,
              log,
            ),
        }),
      stop: () => Promise.resolve(),
    },
    introspection: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: limitRules,
    formatError: (formatted, error) => formatError(formatted, log, error),
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
