import type { Permission } from '../../access/permission';
import { isWithin } from '../../database/closure';
import { keyset } from '../../database/page';
import { all, sql, type Sql } from '../../database/sql';
import { connectionOf, type Connection } from '../../graphql/connection';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { Reach, type ReachArgs } from '../../graphql/reach';
import type { Organization } from './organization.entity';

/** A list that hangs from an organization: records joined to the organization `o` they belong to. */
export interface HangingList<Item> {
  /** Name of the list; binds its cursors. */
  name: string;
  /** Tables, with the organization of each record as `o`. */
  from: Sql;
  /** Id and columns of a record; the id must be among the columns, as `id`. */
  id: Sql;
  columns: Sql;
  permission: Permission;
  conditions?: readonly Sql[];
  item: (row: object) => Item;
}

/** A page of records here, or here and beneath, in the order of the tree; only those the actor may read. */
export async function listHanging<Item>(
  ctx: ReadContext,
  organization: Organization,
  args: ReachArgs,
  list: HangingList<Item>,
): Promise<Connection<Item>> {
  const page = keyset(
    {
      list: `${list.name} of ${organization.id}`,
      columns: [
        { expression: sql`o.path`, cast: 'text', name: 'path' },
        { expression: list.id, cast: 'bigint', name: 'id' },
      ],
    },
    args,
  );
  const listed = all([
    ...reachOf(ctx, organization, args),
    ...scopeOf(ctx, list.permission),
    ...(list.conditions ?? []),
  ]);
  const rows = await query<object>(
    ctx,
    sql`select o.path, ${list.columns} from ${list.from} where ${listed} and ${page.condition}
      order by ${page.order} limit ${page.limit}`,
  );
  return connectionOf(page.pageOf(rows), list.item, async () => {
    const [total] = await query<{ count: number }>(
      ctx,
      sql`select count(*)::int as count from ${list.from} where ${listed}`,
    );
    return total?.count ?? 0;
  });
}

function reachOf(ctx: ReadContext, { id, path }: Organization, { reach }: ReachArgs): Sql[] {
  const tenant = sql`o.tenant_id = ${tenantOf(ctx)}::bigint`;
  if (reach === Reach.DIRECT) return [tenant, sql`o.id = ${id}::bigint`];
  return [tenant, sql`o.path >= ${path} and o.path < ${`${path}0`}`];
}

/** Nothing to ask where every place that shows the organization also shows these records. */
function scopeOf(ctx: ReadContext, permission: Permission): Sql[] {
  if (ctx.actor.holdsWherever(permission, 'organization:read')) return [];
  return [isWithin(tenantOf(ctx), sql`o.id`, ctx.actor.rootsFor(permission))];
}
