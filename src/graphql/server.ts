import { ApolloServer, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { printSchema, type GraphQLSchema } from 'graphql';
import type { Log } from '../log';
import type { Executor } from './executor';
import { formatError } from './format-error';
import { noIntrospection, withoutSuggestions } from './introspection';
import { limitRules, limits } from './limits';
import type { Operation } from './operation';
import { plainStatus } from './plain-status';
import { stringifyAnswer } from './raw-json';

export interface GraphQLContext extends BaseContext {
  operation: Operation;
}

/**
 * Apollo for parsing, validation, the HTTP protocol and its CSRF guard; operations run in our own executor. Cache control
 * stays off: it would make every field asynchronous.
 */
export function createServer(
  schema: GraphQLSchema,
  executor: Executor,
  log: Log,
  introspection = true,
): ApolloServer<GraphQLContext> {
  return new ApolloServer<GraphQLContext>({
    gateway: {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: schema, coreSupergraphSdl: printSchema(schema) });
        return () => undefined;
      },
      load: () =>
        Promise.resolve({
          executor: ({ document, operation, operationName, request, context }) =>
            executor.run(
              { document, operation, operationName, variables: request.variables },
              (context as GraphQLContext).operation,
            ),
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
    formatError: (formatted, error) => {
      const formattedByUs = formatError(formatted, log, error);
      if (introspection) return formattedByUs;
      return { ...formattedByUs, message: withoutSuggestions(formattedByUs.message) };
    },
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
