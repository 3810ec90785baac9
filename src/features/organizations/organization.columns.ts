import { sql, verbatim, type Sql } from '../../database/sql';
import { Organization } from './organization.entity';

/** Columns of an organization `o`, named as its properties are. */
export const organizationColumns: Sql = verbatim(`
  o.tenant_id as "tenantId", o.id, o.parent_id as "parentId", o.level_rank as "levelRank", o.kind, o.name,
  o.short_name as "shortName", o.sort_order as "sortOrder", o.external_reference as "externalReference",
  o.area_code as "areaCode", o.path, o.depth, o.established_on as "establishedOn", o.dissolved_on as "dissolvedOn", o.version`);

/** The order of siblings: sort order, area code, then name, numbers within names in sequence. */
export const siblingOrder: Sql = sql`o.sort_order, o.area_code, o.name collate tree_order, o.id`;

export function toOrganization(row: object): Organization {
  return Object.assign(new Organization(), row);
}
