import type { Id } from '../database/id';
import { ancestorsOf, isWithin } from '../database/closure';
import type { Session } from '../database/session';
import { oneOf, sql } from '../database/sql';
import type { Actor } from './actor';
import { permissions, type Permission } from './permission';

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
    where o.tenant_id = ${tenantId}::bigint and o.id ${oneOf(organizationIds)}
      and ${isWithin(tenantId, sql`o.id`, actor.rootsFor('organization:read'))}`);
  const found = new Map(rows.map((row) => [row.id, row.permitted]));
  return organizationIds.map((id) => {
    const permitted = found.get(id);
    if (permitted === undefined) return 'hidden';
    return permitted ? 'permitted' : 'visible';
  });
}

/** What stands at or above an organization: how many levels above, by id. */
export type Above = ReadonlyMap<Id, number>;

/** What stands at or above each of the organizations, in their order, of the places where `among` begin; one statement for all. */
export async function placesAbove(
  session: Session,
  among: readonly Id[],
  organizationIds: readonly Id[],
): Promise<Above[]> {
  const rows = await session.query<{ id: Id; above: Id; depth: number }>(sql`
    select a.descendant_id as id, a.ancestor_id as above, a.depth from ${ancestorsOf(session.tenantId, organizationIds)} a
    where a.ancestor_id = any(${among}::bigint[])`);
  const found = new Map<Id, Map<Id, number>>(organizationIds.map((id) => [id, new Map()]));
  for (const { id, above, depth } of rows) found.get(id)?.set(above, depth);
  return organizationIds.map((id) => found.get(id) ?? new Map<Id, number>());
}

/** The places among the roots of which the permission reaches down to where `above` was read; `strictly`: from above it. */
export function reachingFrom(roots: readonly Id[], above: Above, strictly: boolean): Id[] {
  return roots.filter((root) => (above.get(root) ?? -1) >= (strictly ? 1 : 0));
}

/** All that the actor may do there, in the order of the list of permissions. */
export function permissionsAt(actor: Actor, above: Above, strictly: boolean): Permission[] {
  return permissions.filter((permission) => reachingFrom(actor.rootsFor(permission), above, strictly).length > 0);
}
