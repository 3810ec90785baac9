import type { Id } from '../../../database/id';
import { nothing, sql, verbatim } from '../../../database/sql';
import { query, tenantOf } from '../../../graphql/context';
import type { Organization } from '../../organizations/organization.entity';
import { codeConstraints } from '../../organizations/organization.errors';
import { within, type Performance } from './performance';

type Codes = Pick<Organization, 'externalReference' | 'areaCode'>;
type Field = keyof Codes;

const duplicates = {
  externalReference: codeConstraints.organization_tenant_id_external_reference_key,
  areaCode: codeConstraints.organization_tenant_id_area_code_key,
};

/**
 * Refuses codes that another organization has from the day of the acts on, or that two of the new ones would have. The
 * constraints would refuse them as well, but cannot tell which act is at fault, and know of today alone.
 */
export async function refuseTaken(
  { tx, day, isPast }: Performance,
  wanted: readonly Codes[],
  placeOf: (index: number) => readonly string[] = () => [],
  own: Id | null = null,
): Promise<void> {
  const listed = (field: Field) => wanted.map((codes) => codes[field]).filter((code) => code !== null);
  const given = { externalReference: listed('externalReference'), areaCode: listed('areaCode') };
  if (given.externalReference.length + given.areaCode.length === 0) return;
  const [table, id, since] = isPast
    ? [
        verbatim('organization_version'),
        verbatim('organization_id'),
        sql`and superseded_at = 'infinity' and valid_to > ${day}::date`,
      ]
    : [verbatim('organization'), verbatim('id'), nothing];
  const holders = await query<Codes>(
    tx,
    sql`select external_reference as "externalReference", area_code as "areaCode" from ${table}
      where tenant_id = ${tenantOf(tx)}::bigint and ${id} is distinct from ${own}::bigint ${since}
        and (external_reference = any(${given.externalReference}::text[]) or area_code = any(${given.areaCode}::text[]))`,
  );
  for (const field of ['externalReference', 'areaCode'] as const) {
    const taken = new Set(holders.map((codes) => codes[field]));
    for (const [index, { [field]: code }] of wanted.entries()) {
      if (code === null) continue;
      if (taken.has(code)) within(placeOf(index), () => fail(duplicates[field]()));
      taken.add(code);
    }
  }
}

function fail(error: Error): never {
  throw error;
}
