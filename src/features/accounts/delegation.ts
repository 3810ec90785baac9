import { rolePermissions } from '../../access/permission';
import { ancestorsOf } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { conflict } from '../../errors';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { grantFault } from './grant.errors';

/**
 * The own grant by which the actor may give one at the organization until the day: it administers the place from above and
 * lasts at least as long; of several the nearest above, and there the longest. It is held until the transaction ends, so
 * that whoever takes it back meanwhile sees what was delegated from it, or it is refused here.
 */
export async function holdOwnGrant(
  tx: WriteContext,
  organizationId: Id,
  { endsOn }: { endsOn: string | null },
): Promise<Id> {
  const above = await query<{ id: Id; depth: number }>(
    tx,
    sql`select ancestor_id as id, depth from ${ancestorsOf(tenantOf(tx), [organizationId])} a where a.depth > 0`,
  );
  const depths = new Map(above.map(({ id, depth }) => [id, depth]));
  const [nearest] = tx.actor.grants
    .filter(
      (own) =>
        rolePermissions[own.role].includes('grant:write') &&
        depths.has(own.organizationId) &&
        (own.endsOn === null || (endsOn !== null && endsOn <= own.endsOn)),
    )
    .map((own) => ({ ...own, depth: depths.get(own.organizationId) as number }))
    .sort((left, right) => left.depth - right.depth || compareEnds(right.endsOn, left.endsOn));
  if (!nearest) {
    throw grantFault('LONGER_THAN_OWN', 'endsOn', {
      en: 'It would outlast your own grant.',
      zh: '不能超出您本人授权的期限。',
    });
  }
  const held = await query(
    tx,
    sql`select from role_grant where tenant_id = ${tenantOf(tx)}::bigint and id = ${nearest.id}::bigint
      and revoked_at is null for share`,
  );
  if (held.length === 0) throw conflict();
  return nearest.id;
}

/** Below zero when the left end is the earlier; no end is the latest. */
function compareEnds(left: string | null, right: string | null): number {
  if (left === right) return 0;
  return left !== null && (right === null || left < right) ? -1 : 1;
}
