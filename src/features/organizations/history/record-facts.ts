import type { Id } from '../../../database/id';
import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import type { Organization } from '../organization.entity';
import { searchTerms } from '../search-terms';
import { nextVersion, projectVersions, replaceVersions, type Changes } from './versions.sql';

/** What an organization is called and whether it exists; its place is another matter. */
export type Facts = Partial<
  Pick<Organization, 'name' | 'shortName' | 'kind' | 'externalReference' | 'areaCode' | 'sortOrder' | 'dissolvedOn'>
>;

/** Gives an organization other facts from a day on, in its history and today. The caller has locked it. */
export async function recordFacts(tx: WriteContext, current: Organization, day: string, facts: Facts): Promise<void> {
  await query(tx, replaceFrom(tenantOf(tx), current.id, day, changesOf(tenantOf(tx), current, facts)));
  await query(tx, projectVersions(tenantOf(tx), sql`o.id = ${current.id}::bigint`));
}

function replaceFrom(tenantId: Id, organizationId: Id, day: string, changes: Changes) {
  return replaceVersions(
    tenantId,
    sql`select organization_id, valid_from, recorded_at from organization_version where tenant_id = ${tenantId}::bigint
      and organization_id = ${organizationId}::bigint and superseded_at = 'infinity' and valid_to > ${day}::date`,
    [
      { from: sql`old.valid_from`, to: sql`${day}::date`, where: sql`where old.valid_from < ${day}::date` },
      { from: sql`greatest(old.valid_from, ${day}::date)`, to: sql`old.valid_to`, changes, where: sql`where true` },
    ],
  );
}

function changesOf(tenantId: Id, current: Organization, facts: Facts): Changes {
  const { name = current.name, shortName = current.shortName } = facts;
  const given: Changes = {
    name: sql`${name}::text`,
    short_name: sql`${shortName}::text`,
    search_terms: sql`${searchTerms(name, shortName)}::text`,
    kind: sql`${facts.kind}::text`,
    external_reference: sql`${facts.externalReference}::text`,
    area_code: sql`${facts.areaCode}::text`,
    sort_order: sql`${facts.sortOrder}::integer`,
    dissolved_on: sql`${facts.dissolvedOn}::date`,
  };
  const wanted: Partial<Record<keyof Changes, unknown>> = {
    ...(facts.name === undefined && facts.shortName === undefined
      ? {}
      : { name, short_name: shortName, search_terms: '' }),
    ...{ kind: facts.kind, external_reference: facts.externalReference, area_code: facts.areaCode },
    ...{ sort_order: facts.sortOrder, dissolved_on: facts.dissolvedOn },
  };
  const changed = Object.entries(given).filter(([column]) => wanted[column as keyof Changes] !== undefined);
  return { ...Object.fromEntries(changed), version: nextVersion(tenantId, current.id), updated_at: sql`now()` };
}
