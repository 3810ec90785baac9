import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, tenantOf } from '../../graphql/context';
import { defineLoader, grouped } from '../../graphql/loader';
import { Login } from './login.type';

/** Logins of accounts that the actor may read, oldest first. Row-level security shows none of another tenant. */
export const loginsOfAccount = defineLoader<Id, Login[]>(async (ctx, ids) => {
  const rows = await query<Login & { accountId: Id }>(
    ctx,
    sql`select l.account_id as "accountId", l.issuer, l.subject, l.created_at as "createdAt" from login l
      where l.tenant_id = ${tenantOf(ctx)}::bigint and l.account_id = any(${ids}::bigint[])
      order by l.created_at, l.issuer, l.subject`,
  );
  return grouped(
    ids,
    rows.map((row) => Object.assign(new Login(), row) as Login & { accountId: Id }),
    ({ accountId }) => accountId,
  );
});
