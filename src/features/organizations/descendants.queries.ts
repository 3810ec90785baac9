import { totalsOn } from '../../database/counters';
import type { Id } from '../../database/id';
import { oneOf, sql, type Sql } from '../../database/sql';
import { badInput } from '../../errors';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { defineLoader, inOrder } from '../../graphql/loader';
import { storable } from '../../graphql/text';
import { organizationsAt, toOrganizationAt } from './history/organizations-at';
import { organizationColumns } from './organization.columns';
import { defineList } from './organization-list';
import type { Organization } from './organization.entity';
import type { DescendantArgs } from './organization.inputs';
import { levelByCode } from './level';

/** What lies beneath an organization, itself not included, by path: parents before children, flat at every depth. */
export const listDescendants = defineList<DescendantArgs, Organization>({
  name: 'descendants',
  from: (ctx, moment) => sql`${organizationsAt(tenantOf(ctx), moment)} o`,
  id: sql`o.id`,
  columns: organizationColumns,
  // The subtree as a range of paths; LIKE would lose its index under row-level security.
  conditions: (ctx, args) => [
    sql`o.path > root.path and o.path < root.path_end and o.dissolved_on is null`,
    ...filters(ctx, args),
  ],
  item: toOrganizationAt,
});

function filters(ctx: ReadContext, { maxDepth, level, kind, search }: DescendantArgs): Sql[] {
  const conditions: Sql[] = [];
  if (maxDepth != null) {
    if (maxDepth < 1) throw badInput('maxDepth is 1 or more.', 'maxDepth 至少为 1。');
    conditions.push(sql`o.depth::int - root.depth <= ${maxDepth}::int`);
  }
  if (level != null) conditions.push(sql`o.level_rank = ${levelByCode(ctx, level).rank}::smallint`);
  if (kind != null) conditions.push(sql`o.kind = ${storable(kind)}`);
  if (search != null) conditions.push(sql`strpos(o.search_terms, ${searchTerm(search)}) > 0`);
  return conditions;
}

/**
 * What is looked for, as the stored terms are written; plain text, so `%` and `_` mean themselves. The terms stand one a
 * line: a line break would match across two of them.
 */
function searchTerm(search: string): string {
  const term = storable(search).trim().toLowerCase();
  if (term !== '' && [...term].length <= 100 && !/\p{Cc}/u.test(term)) return term;
  throw badInput(
    'A search has 1 to 100 characters, no control characters.',
    '搜索内容应为 1 至 100 个字符，且不含控制字符。',
  );
}

/** How many descendants each organization has; dissolved ones do not count. Foundings and dissolutions wait for no day. */
export const descendantCount = defineLoader<Id, number>(async (ctx, ids) => {
  const tenantId = tenantOf(ctx);
  const rows = await query<{ id: Id; count: number }>(
    ctx,
    sql`select t.id, t.organizations - (o.dissolved_on is null)::int as count
      from (${totalsOn(tenantId, ids, '-infinity')}) t
      join organization o on o.tenant_id = ${tenantId}::bigint and o.id = t.id`,
  );
  return countsInOrder(ids, rows);
});

/** How many children each organization has; dissolved ones do not count. */
export const childCount = defineLoader<Id, number>(async (ctx, ids) => {
  const rows = await query<{ id: Id; count: number }>(
    ctx,
    sql`select parent_id as id, count(*)::int as count from organization
      where tenant_id = ${tenantOf(ctx)}::bigint and parent_id ${oneOf(ids)} and dissolved_on is null
      group by parent_id`,
  );
  return countsInOrder(ids, rows);
});

function countsInOrder(ids: readonly Id[], rows: readonly { id: Id; count: number }[]): number[] {
  return inOrder(ids, rows, ({ id }) => id).map((row) => row?.count ?? 0);
}
