import { sql } from '../../database/sql';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { cleanName, cleanOptional } from '../../graphql/text';
import { cleanAreaCode } from './create-organization';
import { auditImage } from './organization.audit';
import type { Organization } from './organization.entity';
import { organizationFault } from './organization.errors';
import type { UpdateOrganizationInput } from './organization.inputs';
import { lockOrganization, readOrganization, refuseDissolved, refuseStale } from './organization.locks';
import type { UpdateOrganizationPayload } from './organization.payloads';
import { searchTerms } from './search-terms';

type Changeable = Pick<Organization, 'name' | 'shortName' | 'kind' | 'externalReference' | 'areaCode' | 'sortOrder'>;

/** Changes names, references and order; what the input leaves out stays. */
export async function updateOrganization(
  tx: WriteContext,
  input: UpdateOrganizationInput,
): Promise<UpdateOrganizationPayload> {
  const current = await lockOrganization(tx, fromGlobalId('Organization', input.id));
  refuseDissolved(current, 'id');
  refuseStale(current, input.expectedVersion);
  const wanted = { ...changeable(current), ...given(changes(input)) };
  if (JSON.stringify(wanted) === JSON.stringify(changeable(current))) {
    tx.unchanged();
    return { organization: current, userErrors: [] };
  }
  await query(
    tx,
    sql`update organization set name = ${wanted.name}, short_name = ${wanted.shortName}, kind = ${wanted.kind},
        external_reference = ${wanted.externalReference}, area_code = ${wanted.areaCode},
        sort_order = ${wanted.sortOrder}::integer, search_terms = ${searchTerms(wanted.name, wanted.shortName)},
        version = version + 1, updated_at = now()
      where tenant_id = ${tenantOf(tx)}::bigint and id = ${current.id}::bigint`,
  );
  const organization = await readOrganization(tx, current.id);
  tx.audit({
    action: 'organization.updated',
    nodeType: 'Organization',
    nodeId: current.id,
    organizationId: current.id,
    before: auditImage(current),
    after: auditImage(organization),
  });
  return { organization, userErrors: [] };
}

function changes(input: UpdateOrganizationInput): Partial<Changeable> {
  if (input.name === null) throw unclearable('name');
  if (input.sortOrder === null) throw unclearable('sortOrder');
  return {
    name: input.name === undefined ? undefined : cleanName(input.name, ['input', 'name']),
    shortName: cleanOptional(input.shortName, ['input', 'shortName']),
    kind: cleanOptional(input.kind, ['input', 'kind'], 50),
    externalReference: cleanOptional(input.externalReference, ['input', 'externalReference'], 100),
    areaCode: cleanAreaCode(input.areaCode),
    sortOrder: input.sortOrder,
  };
}

function unclearable(field: string) {
  return organizationFault('INVALID', field, { en: 'This cannot be cleared.', zh: '此项不能清空。' });
}

function changeable({ name, shortName, kind, externalReference, areaCode, sortOrder }: Organization): Changeable {
  return { name, shortName, kind, externalReference, areaCode, sortOrder };
}

function given<Values extends object>(values: Values): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Values>;
}
