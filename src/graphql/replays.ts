import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { WriteContext } from './context';
import { claimKey, keepResult, rehydrate } from './idempotency';
import type { Write } from './write';
import type { PermissionPage, Question } from './rules';
import { gather } from './shield';

/** What every mutation answers. */
export interface Payload {
  userErrors?: readonly object[] | null;
}

export interface KeyedInput {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
}

type Resolve = GraphQLFieldResolver<unknown, Write & WriteContext, { input: KeyedInput }>;

/**
 * Lets every mutation field answer a key that was used before with its first result. To be put on before the access rules,
 * so that they stand around it: whoever could not do it now is told nothing of what was done.
 */
export function makeReplays(schema: GraphQLSchema, pages: readonly PermissionPage[]): void {
  const doors = gather(pages).get('Mutation');
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const door = doors?.get(field.name);
    // One without a rule is told of by the guard.
    if (!field.resolve || !door) continue;
    if (door.kind !== 'asked') throw new Error(`Mutation.${field.name} asks nothing of whoever calls it.`);
    field.resolve = once(field.name, door.questions, field.resolve as Resolve) as typeof field.resolve;
  }
}

function once(name: string, questions: readonly Question[], resolve: Resolve): Resolve {
  return async (parent, args, tx, info) => {
    const { idempotencyKey: key, dryRun, ...meaning } = args.input;
    if (key == null || dryRun) return resolve(parent, args, tx, info) as unknown;
    const kept = await claimKey(tx, key, name, { ...meaning, ...judgedWithin(tx, questions) });
    if (kept !== undefined) {
      // Nothing that the rules have read: the first call may have ended since.
      tx.loaders.clear();
      tx.unchanged();
      return rehydrate(tx, kept);
    }
    const payload = (await resolve(parent, args, tx, info)) as Payload;
    if (!(payload instanceof Error) && !payload.userErrors?.length) await keepResult(tx, key, payload);
    return payload;
  };
}

/**
 * Where the rule asks for no place, what is named is judged item by item, by where the actor holds the permission: held at
 * other places it is another call.
 */
function judgedWithin({ actor }: WriteContext, questions: readonly Question[]): { within?: string[] } {
  const permissions = questions.flatMap((question) => (question.ask === 'anywhere' ? question.permission : []));
  return permissions.length ? { within: permissions.flatMap((each) => actor.rootsFor(each).toSorted()) } : {};
}
