import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';

/** The schema as text in an order of its own, so that a change of it reads as what it changes. */
export function printApiSchema(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
