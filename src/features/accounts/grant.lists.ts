import type { Id } from '../../database/id';
import { keyset, type KeysetOrder, type PageRequest } from '../../database/page';
import { sql, verbatim, type Sql } from '../../database/sql';
import { connectionOf, type Connection } from '../../graphql/connection';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { defineLoader, grouped, inGroups, inOrder } from '../../graphql/loader';
import { mayReadGrant, grantColumns, toGrant } from './account.queries';
import { delegatedFrom } from './delegation.chain';
import type { Grant } from './grant.entity';

interface Key {
  id: Id;
  args: PageRequest;
}

const argumentsOf = ({ args }: Key) => JSON.stringify(args);
const identityOf = (key: Key) => `${key.id} ${argumentsOf(key)}`;

type GrantList = (ctx: ReadContext, id: Id, args: PageRequest) => Promise<Connection<Grant>>;

/** The reader of a list of grants that hangs from nodes by their ids: one statement for all that are asked alike, by id. */
function defineGrantList(name: string, belongs: (tenantId: Id) => Sql): GrantList {
  const listed = (ctx: ReadContext) =>
    sql`g.tenant_id = ${tenantOf(ctx)}::bigint and ${belongs(tenantOf(ctx))} and g.revoked_at is null and ${mayReadGrant(ctx)}`;
  const orderOf = (id: Id): KeysetOrder => ({
    list: `${name} of ${id}`,
    columns: [{ expression: sql`g.id`, cast: 'bigint', name: 'id' }],
  });
  const pages = defineLoader<Key, object[]>(
    (ctx, keys) =>
      inGroups(keys, argumentsOf, async (group) => {
        const [first] = group as [Key];
        // A cursor is of one list only, so a group of several has none and the condition of the first holds for all.
        const page = keyset(orderOf(first.id), first.args);
        const ids = group.map(({ id }) => id);
        const rows = await query<{ rootId: Id }>(
          ctx,
          sql`select root.id as "rootId", page.* from unnest(${ids}::bigint[]) as root (id) cross join lateral (
              select ${grantColumns} from role_grant g where ${listed(ctx)} and ${page.condition}
              order by ${page.order} limit ${page.limit}) page
            order by ${page.orderOf('page')}`,
        );
        return grouped(ids, rows, ({ rootId }) => rootId);
      }),
    identityOf,
  );
  const totals = defineLoader<Id, number>(async (ctx, ids) => {
    const rows = await query<{ id: Id; count: number }>(
      ctx,
      sql`select root.id, (select count(*)::int from role_grant g where ${listed(ctx)}) as count
        from unnest(${ids}::bigint[]) as root (id)`,
    );
    return inOrder(ids, rows, ({ id }) => id).map((row) => row?.count ?? 0);
  });
  return async (ctx, id, args) => {
    const page = keyset(orderOf(id), args);
    const rows = await pages(ctx).load({ id, args });
    return connectionOf(page.pageOf(rows), toGrant, () => totals(ctx).load(id));
  };
}

/** Grants that an account holds, of those that the actor may read. */
export const listGrantsOfAccount = defineGrantList('grants of account', () => verbatim('g.account_id = root.id'));

/** Grants delegated from one, and from those, of those that the actor may read. */
export const listDelegated = defineGrantList('delegated', (tenantId) => delegatedFrom(tenantId, verbatim('root.id')));
