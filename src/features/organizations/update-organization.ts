import type { WriteContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { cleanName, cleanOptional } from '../../graphql/text';
import { cleanAreaCode } from './create-organization';
import { recordFacts } from './history/record-facts';
import { recordAliases, recordLineage, type Origin } from './history/record-lineage';
import { auditImage } from './organization.audit';
import type { Organization } from './organization.entity';
import { organizationFault } from './organization.errors';
import type { UpdateOrganizationInput } from './organization.inputs';
import { lockOrganization, readOrganization, refuseDissolved, refuseStale } from './organization.locks';
import type { UpdateOrganizationPayload } from './organization.payloads';

export type Changeable = Pick<
  Organization,
  'name' | 'shortName' | 'kind' | 'externalReference' | 'areaCode' | 'sortOrder'
>;

/** Gives an organization other names and references from a day on; the old references still find it, an edge tells of the name. */
export async function changeFacts(
  tx: WriteContext,
  current: Organization,
  wanted: Changeable,
  origin: Origin,
): Promise<void> {
  await recordFacts(tx, current, origin.day, wanted);
  await recordAliases(tx, origin, current, wanted);
  if (
    wanted.name === current.name &&
    wanted.externalReference === current.externalReference &&
    wanted.areaCode === current.areaCode
  )
    return;
  const called = ({ name, externalReference, areaCode }: Changeable) => ({ name, externalReference, areaCode });
  await recordLineage(tx, origin, [
    {
      ...{ kind: 'RENAME', predecessorId: current.id, successorId: current.id },
      ...{ before: called(current), after: called(wanted) },
    },
  ]);
}

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
  await changeFacts(tx, current, wanted, { day: tx.actor.today, reason: null, reorganizationId: null });
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

export function changeable({
  name,
  shortName,
  kind,
  externalReference,
  areaCode,
  sortOrder,
}: Organization): Changeable {
  return { name, shortName, kind, externalReference, areaCode, sortOrder };
}

function given<Values extends object>(values: Values): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Values>;
}
