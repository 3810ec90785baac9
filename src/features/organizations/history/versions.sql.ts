import type { Id } from '../../../database/id';
import { join, sql, verbatim, type Sql } from '../../../database/sql';

/** What a version keeps of an organization, beside whose it is and when it holds. */
export const columns = [
  ...['parent_id', 'level_rank', 'kind', 'name', 'short_name', 'sort_order', 'external_reference', 'area_code'],
  ...['search_terms', 'path', 'depth', 'established_on', 'dissolved_on', 'version', 'updated_at'],
] as const;
export type VersionColumn = (typeof columns)[number];

/** Values that take the place of what a row has in some columns. */
export type Changes = Partial<Record<VersionColumn, Sql>>;

/** The rows `old`, or what takes their place, from one day to another. */
interface Piece {
  from: Sql;
  to: Sql;
  changes?: Changes;
  /** What follows `from old`. */
  where: Sql;
}

/**
 * The statement that replaces believed versions by others. `touched` is a query of `(organization_id, valid_from,
 * recorded_at, ...)` of believed rows. What was recorded in this very transaction was never known to anyone and goes.
 */
export function replaceVersions(tenantId: Id, touched: Sql, pieces: readonly Piece[], more: Sql = sql``): Sql {
  const same = sql`v.tenant_id = ${tenantId}::bigint and v.organization_id = t.organization_id and v.valid_from = t.valid_from
      and v.recorded_at = t.recorded_at`;
  return sql`with moment as materialized (select recorded_moment() as at),
    touched as materialized (${touched}),
    gone as (
      update organization_version v set superseded_at = moment.at from touched t, moment where ${same} and v.recorded_at < moment.at
      returning v.*
    ), dropped as (
      delete from organization_version v using touched t, moment where ${same} and v.recorded_at = moment.at returning v.*
    ), old as (select * from gone union all select * from dropped) ${more}
    insert into organization_version (tenant_id, organization_id, valid_from, valid_to, recorded_at, origin_at, ${verbatim(columns.join(', '))})
    ${join(pieces.map(selectPiece), ' union all ')}`;
}

function selectPiece({ from, to, changes = {}, where }: Piece): Sql {
  const values = columns.map((column) => changes[column] ?? verbatim(`old.${column}`));
  return sql`select old.tenant_id, old.organization_id, ${from}, ${to}, (select at from moment), (select at from moment), ${join(values, ', ')} from old ${where}`;
}

/** The number after every one that the organization ever had: one that was undone does not come again. */
export function nextVersion(tenantId: Id, organizationId: Id): Sql {
  return sql`(select max(known.version) + 1 from organization_version known
    where known.tenant_id = ${tenantId}::bigint and known.organization_id = ${organizationId}::bigint)`;
}

/** Writes what the versions say last into the organizations whose version `v` fits the condition: the tree of today. */
export function projectVersions(tenantId: Id, condition: Sql): Sql {
  const set = columns.map((column) => verbatim(`${column} = v.${column}`));
  return sql`update organization o set ${join(set, ', ')} from organization_version v
    where o.tenant_id = ${tenantId}::bigint and v.tenant_id = o.tenant_id and v.organization_id = o.id
      and v.superseded_at = 'infinity' and v.valid_to = 'infinity' and ${condition}`;
}
