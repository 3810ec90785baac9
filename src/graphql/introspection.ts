import { GraphQLError, type ValidationRule } from 'graphql';

/** Refuses to tell of the schema; `__typename` tells what is in the answer anyway. */
export const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value !== '__schema' && node.name.value !== '__type') return;
    context.reportError(
      new GraphQLError('Introspection is off here. The schema is handed out as schema.graphql.', { nodes: node }),
    );
  },
});

/** The sentence without the names that it suggests. */
export function withoutSuggestions(message: string): string {
  return message.replace(/ ?Did you mean [^?]*\?/g, '');
}
