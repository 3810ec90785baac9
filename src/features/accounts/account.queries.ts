import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql, verbatim, type Sql } from '../../database/sql';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { defineLoader, inOrder } from '../../graphql/loader';
import type { ReachArgs } from '../../graphql/reach';
import { defineList, reached } from '../organizations/organization-list';
import { Account } from './account.entity';
import { Grant } from './grant.entity';

export const accountColumns =
  verbatim(`a.tenant_id as "tenantId", a.id, a.name, a.kind, a.organization_id as "organizationId", a.person_id as "personId",
  a.invited_by as "invitedBy", a.suspended_at as "suspendedAt"`);
export const grantColumns = verbatim(`g.tenant_id as "tenantId", g.id, g.account_id as "accountId", g.role,
  g.organization_id as "organizationId", g.grid_id as "gridId", g.starts_on as "startsOn", g.ends_on as "endsOn",
  g.revoked_at as "revokedAt", g.granted_by as "grantedBy", g.delegated_from as "delegatedFrom",
  g.allowed_by as "allowedBy", g.expires_at as "expiresAt", g.reason`);

export const toGrant = (row: object): Grant => Object.assign(new Grant(), row);
export const toAccount = (row: object): Account => Object.assign(new Account(), row);

/** Accounts by id; undefined for what is absent or beyond what the actor may read. The actor's own is always his to see. */
export const visibleAccount = defineLoader<Id, Account | undefined>(async (ctx, ids) => {
  const tenantId = tenantOf(ctx);
  const rows = await query(
    ctx,
    sql`select ${accountColumns} from account a
      where a.tenant_id = ${tenantId}::bigint and a.id = any(${ids}::bigint[])
        and (a.id = ${ctx.actor.accountId}::bigint
          or ${isWithin(tenantId, sql`a.organization_id`, ctx.actor.rootsFor('account:read'))})`,
  );
  return inOrder(ids, rows.map(toAccount), (account) => account.id);
});

/** Grants by id; undefined for what is absent or beyond what the actor may read. The actor's own are his to see while they hold. */
export const visibleGrant = defineLoader<Id, Grant | undefined>(async (ctx, ids) => {
  const rows = await query(
    ctx,
    sql`select ${grantColumns} from role_grant g
      where g.tenant_id = ${tenantOf(ctx)}::bigint and g.id = any(${ids}::bigint[]) and ${mayReadGrant(ctx)}`,
  );
  return inOrder(ids, rows.map(toGrant), (grant) => grant.id);
});

/** A condition on a grant `g`. */
export function mayReadGrant(ctx: ReadContext): Sql {
  const own = ctx.actor.grants.filter(({ rootIds }) => rootIds.length > 0).map(({ id }) => id);
  return sql`(g.id = any(${own}::bigint[])
    or ${isWithin(tenantOf(ctx), sql`g.organization_id`, ctx.actor.rootsFor('grant:read'))})`;
}

/** Accounts that belong here or beneath. */
export const listAccounts = defineList<ReachArgs, Account>({
  name: 'accounts',
  from: sql`account a join organization o on o.tenant_id = a.tenant_id and o.id = a.organization_id`,
  id: sql`a.id`,
  columns: accountColumns,
  conditions: (ctx, args) => reached(ctx, args, 'account:read'),
  item: toAccount,
});

/** Grants given here or beneath that were not taken back, ended ones included. */
export const listGrants = defineList<ReachArgs, Grant>({
  name: 'grants',
  from: sql`role_grant g join organization o on o.tenant_id = g.tenant_id and o.id = g.organization_id`,
  id: sql`g.id`,
  columns: grantColumns,
  conditions: (ctx, args) => [...reached(ctx, args, 'grant:read'), sql`g.revoked_at is null`],
  item: toGrant,
});
