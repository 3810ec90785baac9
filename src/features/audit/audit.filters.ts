import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import type { PageRequest } from '../../database/page';
import { join, Sql, sql, verbatim } from '../../database/sql';
import { badInput, notFound } from '../../errors';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { fromGlobalId, parseGlobalId } from '../../graphql/ids';
import { defineLoader } from '../../graphql/loader';
import { nodeReader } from '../../graphql/node';
import type { Reach } from '../../graphql/reach';
import { isDay } from '../../graphql/scalars';
import { storable } from '../../graphql/text';
import { visibleAccount } from '../accounts/account.queries';
import { visibleApiKey } from '../accounts/api-keys/api-key.queries';
import type { AuditArgs } from './audit.inputs';

const mostActions = 50;

interface NodeReference {
  type: string;
  id: Id;
}

/** What of the trail is asked for, with every reference looked up. */
export interface AuditFilters extends PageRequest {
  reach?: Reach | null;
  accountId?: Id;
  apiKeyId?: Id;
  node?: NodeReference;
  actions?: string[];
  /** Instants as PostgreSQL reads them. */
  since?: string;
  until?: string;
}

/** Looks up what the arguments name; an account, a key or a node that the viewer cannot know of is not found. */
export async function filtersOf(ctx: ReadContext, args: AuditArgs): Promise<AuditFilters> {
  const { first, after, last, before, reach, actions } = args;
  if (actions && actions.length > mostActions) {
    throw badInput(`Name at most ${mostActions} actions.`, `最多 ${mostActions} 种操作。`);
  }
  return {
    ...{ first, after, last, before, reach },
    accountId: args.accountId == null ? undefined : await knownAccount(ctx, args.accountId),
    apiKeyId: args.apiKeyId == null ? undefined : await knownApiKey(ctx, args.apiKeyId),
    node: args.nodeId == null ? undefined : await knownNode(ctx, args.nodeId),
    actions: actions?.map(storable),
    since: instantOf(args.since, 'since'),
    until: instantOf(args.until, 'until'),
  };
}

/** The conditions on an entry `e`. */
export function conditionsOf({ accountId, apiKeyId, node, actions, since, until }: AuditFilters): Sql[] {
  return [
    accountId && sql`e.account_id = ${accountId}::bigint`,
    apiKeyId && sql`e.api_key_id = ${apiKeyId}::bigint`,
    node && sql`e.node_type = ${node.type} and e.node_id = ${node.id}::bigint`,
    actions && actionIn(actions),
    since && sql`e.occurred_at >= ${since}::timestamptz`,
    until && sql`e.occurred_at < ${until}::timestamptz`,
  ].filter((condition): condition is Sql => condition instanceof Sql);
}

/** In the collation of the index. */
function actionIn(actions: readonly string[]): Sql {
  const action = verbatim('e.action collate "C"');
  const exact = actions.filter((name) => !name.endsWith('.'));
  // What begins with `membership.` comes before `membership/`: the slash follows the dot.
  const kinds = actions.filter((name) => name.endsWith('.')).map((kind) => ({ kind, end: `${kind.slice(0, -1)}/` }));
  const conditions = [
    ...(exact.length > 0 ? [sql`${action} = any(${exact}::text[])`] : []),
    ...kinds.map(({ kind, end }) => sql`(${action} >= ${kind} and ${action} < ${end})`),
  ];
  return conditions.length > 0 ? sql`(${join(conditions, ' or ')})` : verbatim('false');
}

async function knownAccount(ctx: ReadContext, globalId: string): Promise<Id> {
  const account = await visibleAccount(ctx).load(fromGlobalId('Account', globalId));
  if (!account) throw notFound();
  return account.id;
}

async function knownApiKey(ctx: ReadContext, globalId: string): Promise<Id> {
  const key = await visibleApiKey(ctx).load(fromGlobalId('ApiKey', globalId));
  if (!key) throw notFound();
  return key.id;
}

async function knownNode(ctx: ReadContext, globalId: string): Promise<NodeReference> {
  const node = parseGlobalId(globalId);
  if (!node) throw notFound();
  const isSeen = (await nodeReader(node.type)?.(ctx).load(node.id)) !== undefined;
  if (!isSeen && !(await isWrittenAbout(ctx).load(node))) throw notFound();
  return node;
}

/** Whether the viewer may read any entry about a node. */
const isWrittenAbout = defineLoader<NodeReference, boolean>(
  async (ctx, nodes) => {
    const tenantId = tenantOf(ctx);
    const rows = await query<NodeReference>(
      ctx,
      sql`select asked.type, asked.id from unnest(${nodes.map(({ type }) => type)}::text[], ${nodes.map(({ id }) => id)}::bigint[])
          as asked (type, id)
        where exists (select from audit_entry e
          where e.tenant_id = ${tenantId}::bigint and e.node_type = asked.type and e.node_id = asked.id
            and ${isWithin(tenantId, sql`e.organization_id`, ctx.actor.rootsFor('audit:read'))})`,
    );
    const found = new Set(rows.map(nameOf));
    return nodes.map((node) => found.has(nameOf(node)));
  },
  (node) => nameOf(node),
);

const nameOf = ({ type, id }: NodeReference) => `${type} ${id}`;

function instantOf(instant: Date | null | undefined, name: string): string | undefined {
  if (instant == null) return undefined;
  const text = instant.toISOString();
  if (isDay(text.slice(0, 10))) return text;
  throw badInput(`${name} lies between the years 1900 and 2999.`, `${name} 应在 1900 年至 2999 年之间。`);
}
