import { ancestorsOf, isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { oneOf, sql, type Sql } from '../../database/sql';
import { badInput, notFound } from '../../errors';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { parseGlobalId } from '../../graphql/ids';
import { defineLoader, grouped, inOrder } from '../../graphql/loader';
import { storable } from '../../graphql/text';
import { toAreaCode } from './area-code';
import { besideOf } from './beside';
import { findSuccessor } from './find-successor';
import { organizationColumns, toOrganization } from './organization.columns';
import type { Organization } from './organization.entity';
import type { OrganizationBy } from './organization.inputs';

/** Organizations by id, dissolved ones too; undefined for what is absent or beyond what the actor may read. */
export const visibleOrganization = defineLoader<Id, Organization | undefined>(async (ctx, ids) =>
  inOrder(ids, await selectVisible(ctx, sql`o.id ${oneOf(ids)}`), (organization) => organization.id),
);

/**
 * The organization named by exactly one of id, external reference and area code; `NOT_FOUND` when there is none to see. A code
 * that was given up, or whose holder was merged, finds the organization that stands for it today.
 */
export async function findOrganization(ctx: ReadContext, by: OrganizationBy): Promise<Organization> {
  const [found] = await selectVisible(ctx, conditionOf(by));
  const standing = found?.dissolvedOn === null || by.id != null ? found : ((await successorOf(ctx, by)) ?? found);
  if (!standing) throw notFound();
  return standing;
}

/** Who stands for a code whose holder is gone; undefined when that is nobody else. */
async function successorOf(
  ctx: ReadContext,
  { externalReference, areaCode }: OrganizationBy,
): Promise<Organization | undefined> {
  if (externalReference != null) return findSuccessor(ctx, 'EXTERNAL_REFERENCE', storable(externalReference));
  return findSuccessor(ctx, 'AREA_CODE', toAreaCode(areaCode ?? '') ?? '');
}

/** The condition on `o` that exactly one field of the input states. */
export function conditionOf({ id, externalReference, areaCode }: OrganizationBy): Sql {
  if ([id, externalReference, areaCode].filter((given) => given != null).length !== 1) {
    throw badInput(
      'Give exactly one of id, externalReference and areaCode.',
      'id、externalReference、areaCode 必须且只能给出一个。',
    );
  }
  if (id != null) {
    const parsed = parseGlobalId(id);
    return parsed?.type === 'Organization' ? sql`o.id = ${parsed.id}::bigint` : sql`false`;
  }
  if (externalReference != null) return sql`o.external_reference = ${storable(externalReference)}`;
  return sql`o.area_code = ${toAreaCode(areaCode ?? '') ?? ''}`;
}

async function selectVisible(ctx: ReadContext, condition: Sql): Promise<Organization[]> {
  const rows = await query(ctx, sql`select ${organizationColumns}${besideOf(ctx)} ${visibleWhere(ctx, condition)}`);
  return rows.map(toOrganization);
}

/** A from-clause: the organizations `o` that the condition names, of those that the actor may read. */
export function visibleWhere(ctx: ReadContext, condition: Sql): Sql {
  const tenantId = tenantOf(ctx);
  return sql`from organization o where o.tenant_id = ${tenantId}::bigint and ${condition}
    and ${isWithin(tenantId, sql`o.id`, ctx.actor.rootsFor('organization:read'))}`;
}

/** A from-clause: what stands above each organization as `o`, cut at the edge of what the actor may read; `a.descendant_id` is which. */
export function visiblyAbove(ctx: ReadContext, ids: readonly Id[] | Sql): Sql {
  const tenantId = tenantOf(ctx);
  return sql`from ${ancestorsOf(tenantId, ids)} a
    join organization o on o.tenant_id = ${tenantId}::bigint and o.id = a.ancestor_id
    where a.depth > 0 and ${isWithin(tenantId, sql`o.id`, ctx.actor.rootsFor('organization:read'))}`;
}

/** What stands above each organization, root first, as far as the actor may read it. */
export const visibleAncestors = defineLoader<Id, Organization[]>(async (ctx, ids) => {
  const rows = await query<{ descendantId: Id }>(
    ctx,
    sql`select a.descendant_id as "descendantId", ${organizationColumns} ${visiblyAbove(ctx, ids)} order by o.depth`,
  );
  return grouped(ids, rows, ({ descendantId }) => descendantId).map((group) => group.map(toOrganization));
});

/** The topmost organizations the actor may read, dissolved ones left out: a grant beneath another is folded into the upper one. */
export async function listRoots(ctx: ReadContext): Promise<Organization[]> {
  const tenantId = tenantOf(ctx);
  const roots = ctx.actor.rootsFor('organization:read');
  const rows = await query(
    ctx,
    sql`select ${organizationColumns}${besideOf(ctx)} from organization o
      where o.tenant_id = ${tenantId}::bigint and o.id ${oneOf(roots)} and o.dissolved_on is null
        and not ${isWithin(tenantId, sql`o.id`, roots, true)}
      order by o.path`,
  );
  return rows.map(toOrganization);
}
