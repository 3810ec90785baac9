import { getNamedType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { checkCostDeclarations } from './cost';
import { makeWrites } from './mutation';
import { makeReplays } from './replays';
import type { PermissionPage } from './rules';
import { DateTimeScalar } from './scalars';
import { describeRules, guard } from './shield';

/** Where subscription fields get their events. */
interface Events {
  publish(topic: string, ...event: unknown[]): void;
  subscribe(topic: string, tenantId?: unknown): AsyncIterable<unknown>;
}

/** What a feature gives to the schema. */
export interface Feature {
  resolvers: readonly (new () => object)[];
  permissions: PermissionPage;
}

/** The schema of all features with rules, write transactions and costs in force; refuses to start when one is missing. */
export function buildSchema(features: readonly Feature[], events: Events = silence): GraphQLSchema {
  const pages = features.map(({ permissions }) => permissions);
  const plain = buildSchemaSync({
    resolvers: features.flatMap(({ resolvers }) => resolvers) as unknown as NonEmptyArray<new () => object>,
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    // Input is checked where it is used, each fault with its field and code.
    validate: false,
    nullableByDefault: false,
    orphanedTypes: [],
    pubSub: events,
  });
  describeRoots(plain);
  checkCostDeclarations(plain);
  describeRules(plain, pages);
  makeReplays(plain, pages);
  const guarded = guard(plain, pages);
  makeWrites(guarded);
  return guarded;
}

/** Nothing ever happens: for whoever needs the schema alone. */
const silence: Events = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('Nobody tells of events.');
  },
};

/** Describes what the decorators cannot: the roots, and the arguments that are one input, which its type tells all about. */
function describeRoots(schema: GraphQLSchema): void {
  const described = [
    [schema.getQueryType(), 'Where reads begin; everything else hangs from here. One operation reads one snapshot.'],
    [schema.getMutationType(), 'What can be changed. Each field is one transaction: done whole, or not at all.'],
    [
      schema.getSubscriptionType(),
      'What is told as it happens, at `/graphql/stream` as server-sent events (GraphQL over SSE, distinct connections). Each event is read as a query of its own. Nothing is sent again after a break.',
    ],
  ] as const;
  for (const [root, description] of described) {
    if (!root) continue;
    root.description = description;
    for (const argument of Object.values(root.getFields()).flatMap(({ args }) => args)) {
      argument.description ??= getNamedType(argument.type).description;
    }
  }
}
