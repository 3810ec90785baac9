import { getNamedType, type GraphQLSchema } from 'graphql';
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
  describeRoots(plain);
  checkCostDeclarations(plain);
  describeRules(plain, pages);
  const guarded = guard(plain, pages);
  makeWrites(guarded);
  return guarded;
}

/** Describes what the decorators cannot: the roots, and the arguments that are one input, which its type tells all about. */
function describeRoots(schema: GraphQLSchema): void {
  const described = [
    [schema.getQueryType(), 'Where reads begin; everything else hangs from here. One operation reads one snapshot.'],
    [schema.getMutationType(), 'What can be changed. Each field is one transaction: done whole, or not at all.'],
  ] as const;
  for (const [root, description] of described) {
    if (!root) continue;
    root.description = description;
    for (const argument of Object.values(root.getFields()).flatMap(({ args }) => args)) {
      argument.description ??= getNamedType(argument.type).description;
    }
  }
}
