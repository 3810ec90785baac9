import type { Id } from '../database/id';
import { isWithin } from '../database/closure';
import type { Session } from '../database/session';
import { sql } from '../database/sql';
import type { Actor } from './actor';
import type { Permission } from './permission';

/** What the actor may do at one organization: nothing at all, see it, or what was asked. */
export type Standing = 'hidden' | 'visible' | 'permitted';

/**
 * How the actor stands to each of the organizations, in their order; one statement for all of them. `strictly` asks for
 * the permission above the place: a level's own structure is changed from above.
 */
export async function standings(
  session: Session,
  actor: Actor,
  permission: Permission,
  organizationIds: readonly Id[],
  strictly = false,
): Promise<Standing[]> {
  const { tenantId } = session;
  const rows = await session.query<{ id: Id; permitted: boolean }>(sql`
    select o.id, ${isWithin(tenantId, sql`o.id`, actor.rootsFor(permission), strictly)} as permitted
    from organization o
    where o.tenant_id = ${tenantId}::bigint and o.id = any(${organizationIds}::bigint[])
      and ${isWithin(tenantId, sql`o.id`, actor.rootsFor('organization:read'))}`);
  const found = new Map(rows.map((row) => [row.id, row.permitted]));
  return organizationIds.map((id) => {
    const permitted = found.get(id);
    if (permitted === undefined) return 'hidden';
    return permitted ? 'permitted' : 'visible';
  });
}
