import type { TenantLevel } from '../../access/actor';
import type { Id } from '../../database/id';
import type { WriteContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { cleanName, cleanOptional } from '../../graphql/text';
import { toAreaCode } from './area-code';
import { recordPlace } from './history/record-place';
import { placedElsewhereSince, readSince } from './history/since.queries';
import { grantsReaching } from './impact.queries';
import { insertOrganizations } from './insert-organizations';
import { findLevel, levelOfRank } from './level';
import { organizationFault } from './organization.errors';
import type { Organization } from './organization.entity';
import type { CreateOrganizationInput } from './organization.inputs';
import { readOrganization, pastDay, refuseDissolved } from './organization.locks';
import type { CreateOrganizationPayload } from './organization.payloads';
import { auditImage } from './organization.audit';

/** Creates an organization beneath a parent whose level allows it. */
export async function createOrganization(
  tx: WriteContext,
  input: CreateOrganizationInput,
): Promise<CreateOrganizationPayload> {
  const parent = await readOrganization(tx, fromGlobalId('Organization', input.parentId));
  refuseDissolved(parent, 'parentId');
  const level = levelBeneath(tx, parent, input.level);
  const establishedOn = pastDay(tx, input.establishedOn, 'establishedOn');
  const [id] = (await insertOrganizations(tx, [{ ...cleanCalled(input), parent, level, establishedOn }])) as [Id];
  await refuseUnlessStood(tx, parent, establishedOn);
  await recordFoundings(tx, [{ id, parent }], establishedOn);

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
export function levelBeneath(tx: WriteContext, parent: Organization, code: string): TenantLevel {
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

/** What a new organization is to be called, each text clean. */
export function cleanCalled({ name, shortName, kind, externalReference, areaCode, sortOrder }: Called) {
  return {
    name: cleanName(name, ['input', 'name']),
    shortName: cleanOptional(shortName, ['input', 'shortName']) ?? null,
    kind: cleanOptional(kind, ['input', 'kind'], 50) ?? null,
    externalReference: cleanOptional(externalReference, ['input', 'externalReference'], 100) ?? null,
    areaCode: cleanAreaCode(areaCode) ?? null,
    sortOrder: sortOrder ?? 0,
  };
}

type Called = Pick<
  CreateOrganizationInput,
  'name' | 'shortName' | 'kind' | 'externalReference' | 'areaCode' | 'sortOrder'
>;

/** Refuses a founding on a day from which the parent did not stand all the time. */
async function refuseUnlessStood(tx: WriteContext, parent: Organization, day: string): Promise<void> {
  if (day >= tx.actor.today) return;
  const [since] = await readSince(tx, [parent.id], day);
  if (since?.existed && !since.dissolvedOn) return;
  throw organizationFault('INVALID', 'establishedOn', {
    en: `The parent did not exist from ${day} on.`,
    zh: `上级组织自 ${day} 起并非一直存在。`,
  });
}

/** Gives new organizations the history that their parents had since the day: a parent may have stood elsewhere then. */
export async function recordFoundings(
  tx: WriteContext,
  founded: readonly { id: Id; parent: Pick<Organization, 'id' | 'path'> }[],
  day: string,
): Promise<void> {
  if (day >= tx.actor.today) return;
  const parents = [...new Set(founded.map(({ parent }) => parent.id))];
  // Beneath a parent that has not moved, what is founded has the right place already.
  const moved = await placedElsewhereSince(tx, parents, day);
  for (const { id, parent } of founded) {
    if (moved.has(parent.id)) await recordPlace(tx, { id }, parent, day, { founding: true });
  }
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
