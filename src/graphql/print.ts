import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';

/** The schema as text, sorted, so that a change of it is a change of a line. */
export function printApiSchema(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
