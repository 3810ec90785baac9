import type { Keyset, KeysetOrder } from '../../database/page';
import { all, sql, verbatim, type Sql } from '../../database/sql';
import { tenantOf, type ReadContext } from '../../graphql/context';
import { Reach } from '../../graphql/reach';
import { defineList, reached, type ListRoot } from '../organizations/organization-list';
import { entryColumns, toEntry } from './audit.columns';
import type { AuditEntry } from './audit-entry.entity';
import { conditionsOf, type AuditFilters } from './audit.filters';

const newestFirst: Pick<KeysetOrder, 'columns' | 'descending'> = {
  columns: [
    { expression: sql`e.occurred_at`, cast: 'timestamptz', name: 'instant' },
    { expression: sql`e.id`, cast: 'bigint', name: 'id' },
  ],
  descending: true,
};

const columns = sql`${entryColumns},
  to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as instant`;

/** Entries of what was done here, or here and beneath, newest first. */
export const listAuditEntries = defineList<AuditFilters, AuditEntry>({
  name: 'audit entries',
  from: sql`audit_entry e join organization o on o.tenant_id = e.tenant_id and o.id = e.organization_id`,
  id: sql`e.id`,
  columns,
  conditions: (ctx, filters) => [...places(ctx, filters), ...conditionsOf(filters)],
  order: newestFirst,
  page: (ctx, filters, page, roots) => {
    if (filters.node) return ofOneNode(ctx, filters, page);
    return isWholeTenant(ctx, filters, roots) ? ofTenant(ctx, filters, page) : ofPlaces(ctx, filters, page);
  },
  item: toEntry,
});

function places(ctx: ReadContext, { reach }: AuditFilters): Sql[] {
  // Said as a constant, so that whoever may read none waits for no search of them.
  return ctx.actor.rootsFor('audit:read').length === 0 ? [verbatim('false')] : reached(ctx, { reach }, 'audit:read');
}

function isWholeTenant(ctx: ReadContext, { reach }: AuditFilters, roots: readonly ListRoot[]): boolean {
  return (
    reach !== Reach.DIRECT &&
    roots.every(({ depth }) => depth === 0) &&
    ctx.actor.holdsWherever('audit:read', 'organization:read')
  );
}

const wanted = (filters: AuditFilters, page: Keyset) => all([page.condition, ...conditionsOf(filters)]);

/** The end of an index of all entries. */
function ofTenant(ctx: ReadContext, filters: AuditFilters, page: Keyset): Sql {
  return sql`select ${columns} from audit_entry e
    where e.tenant_id = ${tenantOf(ctx)}::bigint and ${wanted(filters, page)}
    order by ${page.order} limit ${page.limit}`;
}

/** There are few entries about one node. */
function ofOneNode(ctx: ReadContext, filters: AuditFilters, page: Keyset): Sql {
  const tenantId = tenantOf(ctx);
  return sql`select ${columns} from audit_entry e
    join organization o on o.tenant_id = ${tenantId}::bigint and o.id = e.organization_id
    where e.tenant_id = ${tenantId}::bigint and ${all(places(ctx, filters))} and ${wanted(filters, page)}
    order by ${page.order} limit ${page.limit}`;
}

/**
 * The newest entries of many places can only lie in the places whose own newest are the newest: as many places as entries
 * are wanted. So one entry is looked up a place, and a page in those few; however many there are, and however long ago.
 */
function ofPlaces(ctx: ReadContext, filters: AuditFilters, page: Keyset): Sql {
  const tenantId = tenantOf(ctx);
  return sql`select ${columns} from (
      select o.id from organization o cross join lateral (
        select e.occurred_at as instant, e.id from audit_entry e
        where e.tenant_id = ${tenantId}::bigint and e.organization_id = o.id and ${wanted(filters, page)}
        order by ${page.order} limit 1) newest
      where o.tenant_id = ${tenantId}::bigint and ${all(places(ctx, filters))}
      order by ${page.orderOf('newest')} limit ${page.limit}) place
    cross join lateral (
      select e.* from audit_entry e
      where e.tenant_id = ${tenantId}::bigint and e.organization_id = place.id and ${wanted(filters, page)}
      order by ${page.order} limit ${page.limit}) e
    order by ${page.order} limit ${page.limit}`;
}
