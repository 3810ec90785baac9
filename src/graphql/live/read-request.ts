import {
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import type { Request } from '../executor';
import { limitRules, limits } from '../limits';

/** What a client sent to have answered by a stream. */
export interface StreamParameters {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

/** The subscription that was sent, within the limits of every operation; or what is wrong with it. */
export function readRequest(
  schema: GraphQLSchema,
  { query, operationName, variables }: StreamParameters,
): Request | readonly GraphQLError[] {
  const document = parsed(query);
  if (document instanceof GraphQLError) return [badInput(document)];
  const faults = validate(schema, document, [...specifiedRules, ...limitRules]);
  if (faults.length) return faults.map(badInput);
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'subscription') {
    return [badInput(new GraphQLError('A stream answers one subscription; anything else is answered at /graphql.'))];
  }
  return { document, operation, operationName, variables: variables ?? undefined };
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: limits.tokens });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function badInput({ message, nodes, source, positions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code: 'BAD_USER_INPUT' } });
}
