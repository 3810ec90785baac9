import type { Id } from '../../../database/id';
import { nothing, sql, verbatim } from '../../../database/sql';
import { query, tenantOf } from '../../../graphql/context';
import { recordLineage } from '../../organizations/history/record-lineage';
import { levelOfRank } from '../../organizations/level';
import type { Organization } from '../../organizations/organization.entity';
import { readOrganization, refuseDissolved } from '../../organizations/organization.locks';
import type { SplitAct, SplitPart } from './act';
import { auditAct } from './audit-act';
import { carry } from './carry';
import { found, newOrganization } from './create';
import { fault, within, type Performance } from './performance';
import { placeChildren } from './place-children';

/** Founds new organizations beside one and gives each what is named; what is not named stays. */
export async function performSplit(performance: Performance, { organization, parts }: SplitAct): Promise<Id[]> {
  const { tx } = performance;
  if (parts.length === 0) throw fault('INVALID', 'parts', 'Name at least one part.', '请至少指定一个部分。');
  const source = await performance.changed(organization, 'id');
  refuseDissolved(source, 'id');
  await performance.refuseUnlessStood(source, 'id');
  await performance.refuseLater(source, 'moved');
  if (source.parentId === null) throw fault('INVALID', 'id', 'The root cannot be split.', '根组织不能拆分。');
  const children = parts.map((part) => (part.children ?? []).map((ref) => performance.idOf(ref, 'childIds')));
  await refuseForeign(performance, source, 'organization', children.flat(), 'childIds');
  await refuseForeign(
    performance,
    source,
    'membership',
    parts.flatMap(({ memberships }) => memberships ?? []),
    'membershipIds',
  );
  await refuseForeign(
    performance,
    source,
    'grid',
    parts.flatMap(({ grids }) => grids ?? []),
    'gridIds',
  );

  const parent = await readOrganization(tx, source.parentId);
  const level = levelOfRank(tx, source.levelRank).code;
  const ids: Id[] = [];
  for (const [index, part] of parts.entries()) {
    const place = ['parts', String(index)];
    const row = within(place, () => newOrganization(performance, { ...part, level }, parent));
    const [id] = await found(performance, [row], () => place);
    if (!id) throw new Error('The part was not written.');
    within(place, () => performance.name(part.key, id));
    await furnish(performance, source, id, part, children[index] ?? []);
    ids.push(id);
  }
  return ids;
}

async function furnish(
  performance: Performance,
  source: Organization,
  id: Id,
  part: SplitPart,
  children: Id[],
): Promise<void> {
  const { tx, origin } = performance;
  const target = await readOrganization(tx, id);
  await placeChildren(performance, source, target, children);
  const carried = await carry(performance, source, target, {
    memberships: part.memberships ?? [],
    grids: part.grids ?? [],
  });
  await recordLineage(tx, origin, [{ kind: 'SPLIT', predecessorId: source.id, successorId: id }]);
  await auditAct(performance, 'split', source.id, source, {
    part: target.globalId,
    children: children.length,
    ...carried,
  });
}

const homes = { organization: 'parent_id', membership: 'organization_id', grid: 'organization_id' } as const;

/** Refuses what is named twice, and what is not directly of the organization that is split. */
async function refuseForeign(
  { tx, day }: Performance,
  source: Organization,
  table: keyof typeof homes,
  ids: readonly Id[],
  field: string,
): Promise<void> {
  if (ids.length === 0) return;
  // A membership that is over stays where it was.
  const ended = table === 'membership' ? sql`and (ended_on is null or ended_on > ${day}::date)` : nothing;
  const own = await query(
    tx,
    sql`select id from ${verbatim(table)} where tenant_id = ${tenantOf(tx)}::bigint and id = any(${ids}::bigint[])
      and ${verbatim(homes[table])} = ${source.id}::bigint ${ended} for no key update`,
  );
  if (own.length < new Set(ids).size) {
    throw fault(
      'NOT_FOUND',
      field,
      `Not all of them are directly of ${source.name}.`,
      `并非都直接属于${source.name}。`,
    );
  }
  if (new Set(ids).size < ids.length) {
    throw fault(
      'INVALID',
      field,
      'Something is named twice: nothing can go to two places.',
      '同一项被重复指定：不能同时归入两处。',
    );
  }
}
