import type { Permission } from '../../access/permission';
import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { keyset, type Keyset, type KeysetOrder, type PageRequest } from '../../database/page';
import { all, sql, verbatim, type Sql } from '../../database/sql';
import { notFound } from '../../errors';
import { connectionOf, type Connection } from '../../graphql/connection';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { defineLoader, inGroups, inOrder } from '../../graphql/loader';
import { Reach, type ReachArgs } from '../../graphql/reach';
import { given } from './history/beneath-at';
import { momentKey, type Moment } from './history/moment';
import { withinReachAt } from './history/organizations-at';
import type { Organization } from './organization.entity';
import { visibleOrganization } from './organization.queries';

/** A paged list that hangs from an organization, spelled in SQL. */
export interface OrganizationList<Args extends PageRequest, Item> {
  /** Name of the list; binds its cursors. */
  name: string;
  /**
   * Tables, with the organization of each record as `o`. A function where the list can be of another moment too; any other
   * list is of today, also when the organization it is asked of is not.
   */
  from: Sql | ((ctx: ReadContext, moment: Moment | undefined) => Sql);
  /** Id and columns of a record; the id must be among the columns, as `id`. */
  id: Sql;
  columns: Sql;
  /** What is listed, beside the tenant. The organization that the list hangs from is `root`: `id`, `path`, `depth`. */
  conditions: (ctx: ReadContext, args: Args, moment: Moment | undefined) => Sql[];
  /** The order of the list; that of the tree, then of ids, when left out. */
  order?: Pick<KeysetOrder, 'columns' | 'descending'>;
  /** A query of the page of one `root` of these; one of all that is listed when left out. Its columns are those of the list and the order. */
  page?: (ctx: ReadContext, args: Args, page: Keyset, roots: readonly ListRoot[]) => Sql;
  item: (row: object, moment: Moment | undefined) => Item;
}

export type ListRoot = Pick<Organization, 'id' | 'path' | 'depth' | 'moment'>;

interface Key<Args> {
  root: ListRoot;
  args: Args;
}

export interface ListReader<Args, Item> {
  (ctx: ReadContext, root: Organization, args: Args): Promise<Connection<Item>>;
  /** The same list with other columns of its records: `id`, and what the item is made of. */
  of<Other>(columns: Sql, item: (row: object) => Other): ListReader<Args, Other>;
  /**
   * The page as a query within a larger statement, where `root` is the organization as in `given`, and the order of its
   * rows as `page`. The id is needed for cursors, which are of the list of one organization.
   */
  within(ctx: ReadContext, root: Pick<ListRoot, 'id'>, args: Args): { page: Sql; order: Sql };
  /** The connection of the rows that were read so. */
  connection(ctx: ReadContext, root: Organization, args: Args, rows: readonly object[]): Connection<Item>;
}

/** The reader of a list: pages of any number of organizations that are asked for alike are one statement, in tree order. */
export function defineList<Args extends PageRequest, Item>(list: OrganizationList<Args, Item>): ListReader<Args, Item> {
  const pages = defineLoader<Key<Args>, object[]>(
    (ctx, keys) => inGroups(keys, argumentsOf, (group) => readPages(ctx, list, group)),
    identityOf,
  );
  const totals = defineLoader<Key<Args>, number>(
    (ctx, keys) => inGroups(keys, argumentsOf, (group) => countAll(ctx, list, group)),
    identityOf,
  );
  const read = async (ctx: ReadContext, asked: Organization, args: Args): Promise<Connection<Item>> => {
    const root = asked.moment && typeof list.from !== 'function' ? await asOfToday(ctx, asked) : asked;
    const key = { root, args };
    const page = keyset(orderOf(list, key), args);
    return connect(ctx, key, page, await pages(ctx).load(key));
  };
  const connect = (ctx: ReadContext, key: Key<Args>, page: Keyset, rows: readonly object[]) =>
    connectionOf(
      page.pageOf(rows),
      (row) => list.item(row, key.root.moment),
      () => totals(ctx).load(key),
    );
  return Object.assign(read, {
    of: <Other>(columns: Sql, item: (row: object) => Other) => defineList<Args, Other>({ ...list, columns, item }),
    within(ctx: ReadContext, { id }: Pick<ListRoot, 'id'>, args: Args) {
      const key = { root: { id, path: id, depth: 0 }, args };
      const page = keyset(orderOf(list, key), args);
      return { page: pageOf(ctx, list, [key], page), order: page.orderOf('page') };
    },
    connection: (ctx: ReadContext, root: Organization, args: Args, rows: readonly object[]) =>
      connect(ctx, { root, args }, keyset(orderOf(list, { root, args }), args), rows),
  });
}

async function asOfToday(ctx: ReadContext, { id }: Organization): Promise<Organization> {
  const today = await visibleOrganization(ctx).load(id);
  if (!today) throw notFound();
  return today;
}

function orderOf<Args extends PageRequest>(list: OrganizationList<Args, unknown>, { root }: Key<Args>): KeysetOrder {
  return {
    list: [list.name, 'of', root.id, momentKey(root.moment)].join(' '),
    ...(list.order ?? {
      columns: [
        { expression: sql`o.path`, cast: 'text', name: 'place' },
        { expression: list.id, cast: 'bigint', name: 'id' },
      ],
    }),
  };
}

const argumentsOf = <Args>({ root, args }: Key<Args>) => momentKey(root.moment) + JSON.stringify(args);
const identityOf = <Args>(key: Key<Args>) => `${key.root.id} ${argumentsOf(key)}`;

async function readPages<Args extends PageRequest>(
  ctx: ReadContext,
  list: OrganizationList<Args, unknown>,
  group: readonly Key<Args>[],
): Promise<object[][]> {
  const [first] = group as [Key<Args>];
  // A cursor is of one list only, so a group of several has none and the condition of the first holds for all.
  const page = keyset(orderOf(list, first), first.args);
  const rows = await query<{ rootId: Id }>(
    ctx,
    sql`select root.id as "rootId", page.* from ${given(group.map(({ root }) => root))} cross join lateral (
        ${pageOf(ctx, list, group, page)}) page
      order by root.place, ${page.orderOf('page')}`,
  );
  const pages = new Map<Id, object[]>(group.map(({ root }) => [root.id, []]));
  for (const { rootId, ...row } of rows) pages.get(rootId)?.push(row);
  return group.map(({ root }) => pages.get(root.id) ?? []);
}

function pageOf<Args extends PageRequest>(
  ctx: ReadContext,
  list: OrganizationList<Args, unknown>,
  group: readonly Key<Args>[],
  page: Keyset,
): Sql {
  const [first] = group as [Key<Args>];
  if (list.page) {
    return list.page(
      ctx,
      first.args,
      page,
      group.map(({ root }) => root),
    );
  }
  return sql`select o.path as place, ${list.columns} from ${tablesOf(ctx, list, first)}
    where ${listed(ctx, list, first)} and ${page.condition}
    order by ${page.order} limit ${page.limit}`;
}

async function countAll<Args extends PageRequest>(
  ctx: ReadContext,
  list: OrganizationList<Args, unknown>,
  group: readonly Key<Args>[],
): Promise<number[]> {
  const [first] = group as [Key<Args>];
  const ids = group.map(({ root }) => root.id);
  const rows = await query<{ id: Id; count: number }>(
    ctx,
    sql`select root.id, (select count(*)::int from ${tablesOf(ctx, list, first)} where ${listed(ctx, list, first)}) as count
      from ${given(group.map(({ root }) => root))}`,
  );
  return inOrder(ids, rows, ({ id }) => id).map((row) => row?.count ?? 0);
}

function tablesOf<Args extends PageRequest>(
  ctx: ReadContext,
  { from }: OrganizationList<Args, unknown>,
  key: Key<Args>,
): Sql {
  return typeof from === 'function' ? from(ctx, key.root.moment) : from;
}

function listed<Args extends PageRequest>(
  ctx: ReadContext,
  list: OrganizationList<Args, unknown>,
  { root, args }: Key<Args>,
): Sql {
  return all([sql`o.tenant_id = ${tenantOf(ctx)}::bigint`, ...list.conditions(ctx, args, root.moment)]);
}

/** Conditions of a list of records: here, or here and beneath, and only where the actor may read such records. */
export function reached(ctx: ReadContext, { reach }: ReachArgs, permission: Permission, moment?: Moment): Sql[] {
  const where =
    reach === Reach.DIRECT ? verbatim('o.id = root.id') : verbatim(`o.path >= root.path and o.path < root.path_end`);
  // Nothing to ask where every place that shows the organization also shows these records.
  if (ctx.actor.holdsWherever(permission, 'organization:read')) return [where];
  if (moment) return [where, withinReachAt(ctx, moment, permission)];
  return [where, isWithin(tenantOf(ctx), sql`o.id`, ctx.actor.rootsFor(permission))];
}
