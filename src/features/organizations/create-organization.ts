import type { TenantLevel } from '../../access/actor';
import { attach } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { cleanName, cleanOptional } from '../../graphql/text';
import { toAreaCode } from './area-code';
import { grantsReaching } from './impact.queries';
import { findLevel, levelOfRank } from './level';
import { organizationFault } from './organization.errors';
import type { Organization } from './organization.entity';
import type { CreateOrganizationInput } from './organization.inputs';
import { readOrganization, pastDay, refuseDissolved } from './organization.locks';
import type { CreateOrganizationPayload } from './organization.payloads';
import { auditImage } from './organization.audit';
import { searchTerms } from './search-terms';

/** Creates an organization beneath a parent whose level allows it. */
export async function createOrganization(
  tx: WriteContext,
  input: CreateOrganizationInput,
): Promise<CreateOrganizationPayload> {
  const parent = await readOrganization(tx, fromGlobalId('Organization', input.parentId));
  refuseDissolved(parent, 'parentId');
  const level = levelBeneath(tx, parent, input.level);
  const id = await insertOrganization(tx, parent, level, input);
  await attach(await tx.session(), id, parent.id);

  const organization = await readOrganization(tx, id);
  tx.audit({
    action: 'organization.created',
    nodeType: 'Organization',
    nodeId: id,
    organizationId: id,
    after: auditImage(organization),
  });
  const impact = { organizations: 1, members: 0, grantsGained: await grantsReaching(tx, id), grantsLost: 0 };
  return { organization, impact, userErrors: [] };
}

/** The level of that code, when the parent's level allows it beneath. */
function levelBeneath(tx: WriteContext, parent: Organization, code: string): TenantLevel {
  const level = findLevel(tx, code);
  if (!level)
    throw organizationFault('INVALID', 'level', { en: 'There is no level of this code.', zh: '没有该代码的层级。' });
  refuseLevel(tx, parent, level.rank, 'level');
  return level;
}

/** Refuses a rank that the parent's level does not allow directly beneath it. */
export function refuseLevel(tx: WriteContext, parent: Organization, rank: number, field: string): void {
  const above = levelOfRank(tx, parent.levelRank);
  if (above.childRanks.includes(rank)) return;
  const { name } = levelOfRank(tx, rank);
  throw organizationFault('LEVEL_NOT_ALLOWED', field, {
    en: `${name} cannot stand directly beneath ${above.name}.`,
    zh: `${above.name}之下不能直接设${name}。`,
  });
}

async function insertOrganization(
  tx: WriteContext,
  parent: Organization,
  level: TenantLevel,
  input: CreateOrganizationInput,
): Promise<Id> {
  const name = cleanName(input.name, ['input', 'name']);
  const shortName = cleanOptional(input.shortName, ['input', 'shortName']) ?? null;
  const [created] = await query<{ id: Id }>(
    tx,
    sql`with new as (select nextval(pg_get_serial_sequence('organization', 'id')) as id)
      insert into organization (tenant_id, id, parent_id, level_rank, kind, name, short_name, sort_order,
        external_reference, area_code, search_terms, path, depth, established_on)
      select ${tenantOf(tx)}::bigint, new.id, ${parent.id}::bigint, ${level.rank}::smallint,
        ${cleanOptional(input.kind, ['input', 'kind'], 50) ?? null}, ${name}, ${shortName}, ${input.sortOrder ?? 0}::integer,
        ${cleanOptional(input.externalReference, ['input', 'externalReference'], 100) ?? null}, ${cleanAreaCode(input.areaCode) ?? null},
        ${searchTerms(name, shortName)}, ${parent.path} || '/' || new.id, ${parent.depth}::smallint + 1,
        ${pastDay(tx, input.establishedOn, 'establishedOn')}::date
      from new returning id`,
  );
  if (!created) throw new Error('The insert answered no id.');
  return created.id;
}

/** The area code in 12 digits; null and undefined stay. */
export function cleanAreaCode(areaCode: string | null | undefined): string | null | undefined {
  if (areaCode == null) return areaCode;
  const complete = toAreaCode(areaCode);
  if (complete) return complete;
  throw organizationFault('INVALID', 'areaCode', {
    en: 'An area code has 6, 9 or 12 digits.',
    zh: '区划代码应为 6、9 或 12 位数字。',
  });
}
