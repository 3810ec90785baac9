import { sql } from '../../database/sql';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { cleanOptional } from '../../graphql/text';
import { grantsReaching } from './impact.queries';
import { auditImage } from './organization.audit';
import type { Organization } from './organization.entity';
import { organizationFault } from './organization.errors';
import type { DissolveOrganizationInput } from './organization.inputs';
import { effectiveDay, lockOrganization, readOrganization, refuseDissolved, refuseStale } from './organization.locks';
import type { DissolveOrganizationPayload } from './organization.payloads';

/** Ends an organization that nothing hangs from any more. It stays readable by id; nothing is deleted. */
export async function dissolveOrganization(
  tx: WriteContext,
  input: DissolveOrganizationInput,
): Promise<DissolveOrganizationPayload> {
  const current = await lockOrganization(tx, fromGlobalId('Organization', input.id));
  refuseDissolved(current, 'id');
  refuseStale(current, input.expectedVersion);
  const day = effectiveDay(tx, current, input.effectiveOn);
  await refuseDependants(tx, current, day);

  const grantsLost = await grantsReaching(tx, current.id);
  await query(
    tx,
    sql`update organization set dissolved_on = ${day}::date, version = version + 1, updated_at = now()
      where tenant_id = ${tenantOf(tx)}::bigint and id = ${current.id}::bigint`,
  );
  const organization = await readOrganization(tx, current.id);
  tx.audit({
    action: 'organization.dissolved',
    nodeType: 'Organization',
    nodeId: current.id,
    organizationId: current.id,
    reason: cleanOptional(input.reason, ['input', 'reason'], 1_000),
    before: auditImage(current),
    after: auditImage(organization),
  });
  return { organization, impact: { organizations: 1, members: 0, grantsGained: 0, grantsLost }, userErrors: [] };
}

async function refuseDependants(tx: WriteContext, { id }: Organization, day: string): Promise<void> {
  const tenantId = tenantOf(tx);
  const [has] = await query<{ children: boolean; memberships: boolean; grids: boolean }>(
    tx,
    sql`select
      exists (select from organization where tenant_id = ${tenantId}::bigint and parent_id = ${id}::bigint
        and (dissolved_on is null or dissolved_on > ${day}::date)) as children,
      exists (select from membership where tenant_id = ${tenantId}::bigint and organization_id = ${id}::bigint
        and (ended_on is null or ended_on > ${day}::date)) as memberships,
      exists (select from grid where tenant_id = ${tenantId}::bigint and organization_id = ${id}::bigint) as grids`,
  );
  if (has?.children) {
    throw organizationFault('HAS_CHILDREN', 'id', {
      en: 'Children of it have not been dissolved by that day; move or dissolve them first.',
      zh: '该组织届时仍有下级，请先调整或撤销下级。',
    });
  }
  if (has?.memberships) {
    throw organizationFault('HAS_ACTIVE_MEMBERSHIPS', 'id', {
      en: 'Memberships in it have not ended by that day; reassign or end them first.',
      zh: '该组织仍有未结束的组织关系，请先转出或结束。',
    });
  }
  if (has?.grids) {
    throw organizationFault('INVALID', 'id', {
      en: 'Grids still belong to it; every grid has an organization.',
      zh: '该组织仍有所属网格，每个网格都必须有所属组织。',
    });
  }
}
