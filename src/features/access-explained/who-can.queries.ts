import { grantHolds, grantRootIds } from '../../access/grant.sql';
import { Role, rolesWith } from '../../access/permission';
import { ancestorsOf } from '../../database/closure';
import type { Id } from '../../database/id';
import { keyset } from '../../database/page';
import { sql, type Sql } from '../../database/sql';
import { notFound } from '../../errors';
import { connectionOf, type Connection } from '../../graphql/connection';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { homeOf, readNode } from '../../graphql/node';
import type { WhoCanArgs } from './who-can.type';

interface Row {
  id: Id;
  grantIds: Id[];
  roles: Role[];
}

type Holder = Omit<Row, 'id'> & { accountId: Id };

/** Accounts that may do something with a node, with the grants that let them; one statement a page. */
export async function listWhoCan(
  ctx: ReadContext,
  args: WhoCanArgs,
): Promise<Pick<Connection<never>, 'pageInfo' | 'totalCount'> & { edges: (Holder & { cursor: string })[] }> {
  const node = await readNode(ctx, args.nodeId);
  if (!node) throw notFound();
  const home = homeOf(node);
  const list = ['who can', args.permission, args.strictly === true, home].join(' ');
  const page = keyset({ list, columns: [{ expression: sql`a.id`, cast: 'bigint', name: 'id' }] }, args);
  const holders = holdersAt(ctx, home, args);
  const rows = await query<Row>(
    ctx,
    sql`${holders}
      select a.id, json_agg(a.grant_id::text order by a.grant_id) as "grantIds", json_agg(distinct a.role) as roles
      from holders a where ${page.condition} group by a.id order by ${page.order} limit ${page.limit}`,
  );
  const connection = connectionOf(
    page.pageOf(rows),
    ({ id, grantIds, roles }): Holder => ({
      accountId: id,
      grantIds,
      roles: Object.values(Role).filter((role) => roles.includes(role)),
    }),
    async () => {
      const [row] = await query<{ count: number }>(
        ctx,
        sql`${holders} select count(distinct a.id)::int as count from holders a`,
      );
      return row?.count ?? 0;
    },
  );
  return {
    edges: connection.edges.map(({ cursor, node: holder }) => ({ cursor, ...holder })),
    pageInfo: connection.pageInfo,
    get totalCount() {
      return connection.totalCount;
    },
  };
}

/** A `with` of `holders (id, grant_id, role)`: accounts that may sign in, by each grant that gives them the permission there. */
function holdersAt(ctx: ReadContext, home: Id, { permission, strictly }: WhoCanArgs): Sql {
  const tenantId = tenantOf(ctx);
  return sql`with above as materialized (select ancestor_id as id, depth from ${ancestorsOf(tenantId, [home])} s),
    holders as (
      select a.id, g.id as grant_id, g.role from role_grant g
      join account a on a.tenant_id = g.tenant_id and a.id = g.account_id and a.suspended_at is null
      where g.tenant_id = ${tenantId}::bigint and g.organization_id in (select id from above) and ${grantHolds(ctx.actor)}
        and g.role = any(${rolesWith(permission)}::text[])
        and exists (select from above where depth >= ${strictly ? 1 : 0}::int
          and id = any(${grantRootIds})))`;
}
