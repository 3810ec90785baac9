import type { Id } from '../../../database/id';
import { sql } from '../../../database/sql';
import { query, tenantOf } from '../../../graphql/context';
import type { Organization } from '../../organizations/organization.entity';
import { lockOrganization, readOrganization, refuseDissolved } from '../../organizations/organization.locks';
import { place } from './move';
import type { Performance } from './performance';

/** Moves all children that stand, or only those named, from one organization beneath another. Answers how many. */
export async function placeChildren(
  performance: Performance,
  from: Organization,
  to: Organization,
  only?: readonly Id[],
): Promise<number> {
  const { tx } = performance;
  const ids =
    only ??
    (
      await query<{ id: Id }>(
        tx,
        sql`select id from organization where tenant_id = ${tenantOf(tx)}::bigint and parent_id = ${from.id}::bigint
          and dissolved_on is null and id <> ${to.id}::bigint order by id`,
      )
    ).map(({ id }) => id);
  for (const id of ids) {
    const child = await lockOrganization(tx, id);
    refuseDissolved(child, 'childIds');
    await place(performance, child, await readOrganization(tx, to.id), 'intoId');
  }
  return ids.length;
}
