import { chain, rule } from 'graphql-shield';
import { standings, type Standing } from '../access/holds';
import type { Permission } from '../access/permission';
import type { Id } from '../database/id';
import { forbidden, notFound, unauthenticated } from '../errors';
import type { Context, ReadContext } from './context';
import { defineLoader } from './loader';

type ShieldRule = Parameters<typeof chain>[number];

/**
 * The rule of one field. `inherit`: whoever reached the parent may read it. `scoped`: its query leaves out what the viewer
 * may not read. `asked`: the question is put before the field is resolved.
 */
export type Door = { kind: 'inherit' } | { kind: 'scoped'; permissions: readonly Permission[] } | AskedDoor;

interface AskedDoor {
  kind: 'asked';
  permissions: readonly Permission[];
  /** What is asked, in turn. */
  questions: readonly Question[];
  rule: ShieldRule;
}

/**
 * One question as data, for whoever has to know the rule without asking it. `signedIn`: is the token valid? `within`: does
 * he belong to a tenant? `anywhere`: does he hold the permission at all? `at`: does he hold it at the place, or above it? `atAny`: at any one
 * of the places named, all of which he has to see?
 */
export type Question =
  | { ask: 'signedIn' }
  | { ask: 'within' }
  | { ask: 'anywhere'; permission: Permission }
  | { ask: 'at'; permission: Permission; strictly: boolean }
  | { ask: 'atAny'; permission: Permission };

/** The rules of some types' fields, as a feature writes them on its page. */
export type PermissionPage = Readonly<Record<string, Readonly<Record<string, Door>>>>;

/** Finds the organization at which a field is asked for; undefined when there is none that the actor could know of. */
export type Locate<Parent, Arguments> = (
  parent: Parent,
  args: Arguments,
  ctx: ReadContext,
) => Id | undefined | Promise<Id | undefined>;

/** The fields are open to whoever holds their parent. */
export function inherited(...fields: string[]): Record<string, Door> {
  return Object.fromEntries(fields.map((field) => [field, { kind: 'inherit' }]));
}

/** A connection's fields and its edge's, which are as open as the field that returned the connection. */
export function inheritedConnection(item: string): PermissionPage {
  return {
    [`${item}Connection`]: inherited('edges', 'nodes', 'pageInfo', 'totalCount'),
    [`${item}Edge`]: inherited('cursor', 'node'),
  };
}

/** The field's own query reads only what lies within the permission. */
export function scoped(...permissions: Permission[]): Door {
  return { kind: 'scoped', permissions };
}

/** Whoever holds a valid token. */
export const signedIn: AskedDoor = askedOfAnyone([], { ask: 'signedIn' }, (_parent, _args, ctx) => {
  return ctx.actor || ctx.operatorName ? true : unauthenticated();
});

/** Whoever belongs to a tenant; the field's query then reads only what lies within the permission. */
export function within(...permissions: Permission[]): AskedDoor {
  return asked(permissions, { ask: 'within' }, () => true);
}

/**
 * Whoever holds the permission at the located organization or above it; with `strictly`, above it. What the actor may
 * not even see answers as if it were absent. With `seen`, `locate` has found something that he does see, if from another
 * place: then he is refused, not told that it is absent.
 */
export function can<Parent = never, Arguments = never>(
  permission: Permission,
  locate: Locate<Parent, Arguments>,
  { strictly = false, seen = false } = {},
): AskedDoor {
  return asked([permission], { ask: 'at', permission, strictly }, async (parent, args, ctx) => {
    const id = await locate(parent as Parent, args as Arguments, ctx);
    if (id === undefined) return notFound();
    const standing = await standingLoader(ctx).load({ permission, strictly, id });
    return standing === 'permitted' || (standing === 'hidden' && !seen ? notFound() : forbidden(permission, strictly));
  });
}

/** As `can`, at every one of the located organizations; where there are none there is nothing to refuse. */
export function canEach<Parent = never, Arguments = never>(
  permission: Permission,
  locate: (parent: Parent, args: Arguments, ctx: ReadContext) => readonly Id[],
  { strictly = false } = {},
): AskedDoor {
  return asked([permission], { ask: 'at', permission, strictly }, async (parent, args, ctx) => {
    const ids = locate(parent as Parent, args as Arguments, ctx);
    const found = await Promise.all(ids.map((id) => standingLoader(ctx).load({ permission, strictly, id })));
    if (found.includes('hidden')) return notFound();
    return found.includes('visible') ? forbidden(permission, strictly) : true;
  });
}

/**
 * Whoever holds the permission at any one of the located organizations, or above it. `locate` has found what is named, undefined
 * when there is none that the actor could know of; `true` when it is his own affair, and there is nothing to ask.
 */
export function canAny<Arguments>(
  permission: Permission,
  locate: (args: Arguments, ctx: ReadContext) => Promise<readonly Id[] | true | undefined>,
): AskedDoor {
  return asked([permission], { ask: 'atAny', permission }, async (_parent, args, ctx) => {
    const ids = await locate(args as Arguments, ctx);
    if (ids === undefined) return notFound();
    if (ids === true) return true;
    const keys = ids.map((id) => ({ permission, strictly: false, id }));
    const found = await Promise.all(keys.map((key) => standingLoader(ctx).load(key)));
    return found.includes('permitted') || forbidden(permission);
  });
}

/** Whoever holds the permission anywhere; what he names is then judged item by item. */
export function somewhere(permission: Permission): AskedDoor {
  return asked([permission], { ask: 'anywhere', permission }, (_parent, _args, ctx) => {
    return ctx.actor.rootsFor(permission).length ? true : forbidden(permission);
  });
}

/** Every one of the rules, asked in turn until one refuses. */
export function and(...doors: AskedDoor[]): AskedDoor {
  return {
    kind: 'asked',
    permissions: [...new Set(doors.flatMap((door) => door.permissions))],
    questions: doors.flatMap((door) => door.questions),
    rule: chain(...doors.map((door) => door.rule)),
  };
}

type Answer<AnyContext> = (parent: unknown, args: unknown, ctx: AnyContext) => true | Error | Promise<true | Error>;

/** A question that is put to whoever belongs to a tenant; an operator finds nothing, nobody is asked for a token. */
function asked(permissions: readonly Permission[], question: Question, answer: Answer<ReadContext>): AskedDoor {
  return askedOfAnyone(permissions, question, (parent, args, ctx) => {
    if (ctx.actor) return answer(parent, args, ctx as ReadContext);
    return ctx.operatorName ? notFound() : unauthenticated();
  });
}

function askedOfAnyone(permissions: readonly Permission[], question: Question, answer: Answer<Context>): AskedDoor {
  return { kind: 'asked', permissions, questions: [question], rule: rule({ cache: 'no_cache' })(answer) };
}

interface StandingKey {
  permission: Permission;
  strictly: boolean;
  id: Id;
}

const standingLoader = defineLoader<StandingKey, Standing>(
  async (ctx, keys) => {
    const session = await ctx.session();
    const answers = new Map<string, Standing>();
    for (const group of new Set(keys.map(question))) {
      const asked = keys.filter((key) => question(key) === group);
      const [first] = asked;
      if (!first) continue;
      const ids = asked.map(({ id }) => id);
      const found = await standings(session, ctx.actor, first.permission, ids, first.strictly);
      found.forEach((standing, index) => answers.set(`${group} ${ids[index]}`, standing));
    }
    return keys.map((key) => answers.get(`${question(key)} ${key.id}`) ?? 'hidden');
  },
  (key) => `${question(key)} ${key.id}`,
);

function question({ permission, strictly }: StandingKey): string {
  return `${permission} ${strictly}`;
}
