import { sql } from '../../../database/sql';
import { query, tenantOf } from '../../../graphql/context';
import type { Organization } from '../../organizations/organization.entity';
import { fault, type Performance } from './performance';

/** Refuses to end an organization on which something depends on the day of the act or at any time since. */
export async function refuseDependants(
  { tx, day }: Performance,
  { id, name }: Organization,
  field: string,
): Promise<void> {
  const tenantId = tenantOf(tx);
  const [has] = await query<{ children: boolean; memberships: boolean; grids: boolean }>(
    tx,
    sql`select
      exists (select from organization_version where tenant_id = ${tenantId}::bigint and parent_id = ${id}::bigint
        and superseded_at = 'infinity' and valid_to > ${day}::date and dissolved_on is null) as children,
      exists (select from membership_version where tenant_id = ${tenantId}::bigint and organization_id = ${id}::bigint
        and superseded_at = 'infinity' and valid_to > ${day}::date) as memberships,
      exists (select from grid_version where tenant_id = ${tenantId}::bigint and organization_id = ${id}::bigint
        and superseded_at = 'infinity' and valid_to > ${day}::date) as grids`,
  );
  if (has?.children) {
    throw fault(
      'HAS_CHILDREN',
      field,
      `Children of ${name} have not been dissolved by that day; move or dissolve them first.`,
      `${name}届时仍有下级，请先调整或撤销下级。`,
    );
  }
  if (has?.memberships) {
    throw fault(
      'HAS_ACTIVE_MEMBERSHIPS',
      field,
      `Memberships in ${name} have not ended by that day; reassign or end them first.`,
      `${name}仍有未结束的组织关系，请先转出或结束。`,
    );
  }
  if (has?.grids) {
    throw fault(
      'INVALID',
      field,
      `Grids still belong to ${name}; every grid has an organization.`,
      `${name}仍有所属网格，每个网格都必须有所属组织。`,
    );
  }
}
