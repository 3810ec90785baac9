import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import { GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';

/** What one request may hold. */
export const limits = {
  /** Lexical tokens of the document; bulk input belongs into variables. */
  tokens: 4_000,
  aliases: 50,
  depth: 25,
  directives: 25,
  /** Characters of a name: an alias stands once for each object in the answer. */
  name: 100,
  /** Objects that an operation could make the server build. */
  cost: 100_000,
  /** Bytes of the request body. */
  body: 1_048_576,
  /** Levels of objects and lists within each other in the request body, and values in it. */
  jsonDepth: 64,
  jsonValues: 50_000,
} as const;

/** The rules report instead of throwing: a thrown one would become an internal error. */
const reporting = {
  propagateOnRejection: false,
  onReject: [(context: ValidationContext | null, error: GraphQLError) => context?.reportError(error)],
};

const nameLengthRule: ValidationRule = (context) => ({
  Name(node) {
    if (node.value.length > limits.name)
      context.reportError(new GraphQLError(`A name has at most ${limits.name} characters.`, { nodes: node }));
  },
});

export const limitRules: ValidationRule[] = [
  nameLengthRule,
  maxAliasesRule({ n: limits.aliases, ...reporting }),
  maxDepthRule({ n: limits.depth, flattenFragments: true, ...reporting }),
  maxDirectivesRule({ n: limits.directives, ...reporting }),
] as ValidationRule[];
