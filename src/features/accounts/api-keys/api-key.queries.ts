import { isWithin } from '../../../database/closure';
import type { Id } from '../../../database/id';
import { nothing, sql, verbatim, type Sql } from '../../../database/sql';
import { notFound } from '../../../errors';
import { query, tenantOf, type ReadContext, type WriteContext } from '../../../graphql/context';
import { defineLoader, grouped, inOrder } from '../../../graphql/loader';
import { ApiKey } from './api-key.entity';

const mostListed = 100;

const columns = verbatim(`k.tenant_id as "tenantId", k.id, k.account_id as "accountId", k.name, k.prefix, k.role,
  k.organization_id as "organizationId", k.created_by as "createdBy", k.created_at as "createdAt", k.expires_at as "expiresAt",
  k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt", k.replaced_by as "replacedById"`);

/** Keys `k` of accounts `a`, those with the condition; `more` goes behind it. */
async function select(ctx: ReadContext, condition: Sql, more: Sql = nothing): Promise<ApiKey[]> {
  const tenantId = tenantOf(ctx);
  const rows = await query(
    ctx,
    sql`select ${columns}, a.organization_id as "homeId", ${holds(ctx)} and a.suspended_at is null as "isUsable"
      from api_key k join account a on a.tenant_id = k.tenant_id and a.id = k.account_id
      where k.tenant_id = ${tenantId}::bigint and ${condition} ${more}`,
  );
  return rows.map((row) => Object.assign(new ApiKey(), row));
}

const holds = ({ actor }: ReadContext) => sql`k.revoked_at is null and k.expires_at > ${actor.now}::timestamptz`;

/** Where the actor may see the keys of accounts that belong there. */
const administered = (ctx: ReadContext) =>
  isWithin(tenantOf(ctx), sql`a.organization_id`, ctx.actor.rootsFor('account:read'));

/** Keys by id; undefined for what is absent, or of an account beyond what the actor may read. */
export const visibleApiKey = defineLoader<Id, ApiKey | undefined>(async (ctx, ids) =>
  inOrder(ids, await select(ctx, sql`k.id = any(${ids}::bigint[]) and ${administered(ctx)}`), ({ id }) => id),
);

/** The keys of each account, those that work first, then the newest first, at most 100; none beyond what the actor may read. */
export const apiKeysOf = defineLoader<Id, ApiKey[]>(async (ctx, accountIds) => {
  const listed = sql`k.id in (select each.id from unnest(${accountIds}::bigint[]) as asked (id) cross join lateral (
      select k.id from api_key k where k.tenant_id = ${tenantOf(ctx)}::bigint and k.account_id = asked.id
      order by ${holds(ctx)} desc, k.id desc limit ${mostListed}::int) each)`;
  const keys = await select(ctx, sql`${listed} and ${administered(ctx)}`, sql`order by ${holds(ctx)} desc, k.id desc`);
  return grouped(accountIds, keys, ({ accountId }) => accountId);
});

/** A key as it is in this transaction; the door rules have asked for access. */
export async function readApiKey(tx: WriteContext, id: Id): Promise<ApiKey> {
  return only(await select(tx, sql`k.id = ${id}::bigint`));
}

/** As `readApiKey`, held against other changes of it until the transaction ends. */
export async function lockApiKey(tx: WriteContext, id: Id): Promise<ApiKey> {
  return only(await select(tx, sql`k.id = ${id}::bigint`, verbatim('for no key update of k')));
}

function only([key]: readonly ApiKey[]): ApiKey {
  if (!key) throw notFound();
  return key;
}
