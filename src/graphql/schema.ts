import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { checkCostDeclarations } from './cost';
import { makeWrites } from './mutation';
import type { PermissionPage } from './rules';
import { DateTimeScalar } from './scalars';
import { describeRules, guard } from './shield';

/** What a feature gives to the schema. */
export interface Feature {
  resolvers: readonly (new () => object)[];
  permissions: PermissionPage;
}

/** The schema of all features with rules, write transactions and costs in force; refuses to start when one is missing. */
export function buildSchema(features: readonly Feature[]): GraphQLSchema {
  const pages = features.map(({ permissions }) => permissions);
  const plain = buildSchemaSync({
    resolvers: features.flatMap(({ resolvers }) => resolvers) as unknown as NonEmptyArray<new () => object>,
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    // Input is checked where it is used, each fault with its field and code.
    validate: false,
    nullableByDefault: false,
    orphanedTypes: [],
  });
  checkCostDeclarations(plain);
  describeRules(plain, pages);
  const guarded = guard(plain, pages);
  makeWrites(guarded);
  return guarded;
}
