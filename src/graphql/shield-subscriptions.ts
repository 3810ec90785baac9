import { defaultFieldResolver, type GraphQLField, type GraphQLSchema } from 'graphql';
import { deny } from 'graphql-shield';
import { notFound } from '../errors';
import type { Door } from './rules';

type Doors = ReadonlyMap<string, ReadonlyMap<string, Door>>;

/** graphql-shield guards how an event is resolved, not how one begins to follow them: that is asked here, by the same rule. */
export function guardSubscriptions(schema: GraphQLSchema, doors: Doors): void {
  for (const { field, door } of subscriptions(schema, doors)) {
    const { subscribe = defaultFieldResolver } = field;
    if (door?.kind !== 'asked') continue;
    field.subscribe = async (parent, args, context, info) => {
      const answer = await door.rule.resolve(parent as object, args, context as ShieldContext, info, askedAlone);
      if (answer !== true) throw answer instanceof Error ? answer : notFound();
      return subscribe(parent, args, context, info) as unknown;
    };
  }
}

/** Subscriptions without a rule that is asked before the first event. */
export function unguarded(schema: GraphQLSchema, doors: Doors): string[] {
  return subscriptions(schema, doors)
    .filter(({ door }) => door && door.kind !== 'asked')
    .map(({ field }) => `Subscription.${field.name} has no rule that is asked before it begins.`);
}

type Resolve = Extract<Door, { kind: 'asked' }>['rule']['resolve'];
type ShieldContext = Parameters<Resolve>[2];

/** `debug` lets faults fly. */
const askedAlone: Parameters<Resolve>[4] = {
  debug: true,
  allowExternalErrors: true,
  fallbackRule: deny,
  hashFunction: () => '',
};

function subscriptions(
  schema: GraphQLSchema,
  doors: Doors,
): { field: GraphQLField<unknown, unknown>; door: Door | undefined }[] {
  const root = schema.getSubscriptionType();
  return Object.values(root?.getFields() ?? {}).map((field) => ({
    field,
    door: doors.get(root?.name ?? '')?.get(field.name),
  }));
}
