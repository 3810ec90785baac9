import { placesAbove, reachingFrom, type Above } from '../../../access/holds';
import { rolePermissions } from '../../../access/permission';
import type { Id } from '../../../database/id';
import { sql } from '../../../database/sql';
import { conflict } from '../../../errors';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { temporaryFault } from './temporary.errors';

/**
 * The own grant that allows a temporary access at the organization and lasts at least as long; of several the oldest. It is
 * held until the transaction ends, so that whoever takes it back meanwhile sees what it allowed, or it is refused here.
 */
export async function holdAllowingGrant(tx: WriteContext, organizationId: Id, expiresAt: string): Promise<Id> {
  const able = tx.actor.grants.filter(({ role }) => rolePermissions[role].includes('access:temporary'));
  const places = able.flatMap(({ rootIds }) => rootIds);
  const [above] = (await placesAbove(await tx.session(), places, [organizationId])) as [Above];
  const ids = able.filter(({ rootIds }) => reachingFrom(rootIds, above, false).length > 0).map(({ id }) => id);
  const held = await query<{ id: Id; lasts: boolean }>(
    tx,
    sql`select g.id, g.ends_on is null or ${expiresAt}::timestamptz <= g.ends_on::timestamp at time zone ${tx.actor.tenant.timeZone} as lasts
      from role_grant g where g.tenant_id = ${tenantOf(tx)}::bigint and g.id = any(${ids}::bigint[]) and g.revoked_at is null
      order by g.id for share`,
  );
  if (held.length === 0) throw conflict();
  const allowing = held.find(({ lasts }) => lasts);
  if (allowing) return allowing.id;
  throw temporaryFault('LONGER_THAN_OWN', 'minutes', {
    en: 'It would outlast the grant of yours that allows it.',
    zh: '不能超出允许此访问的本人授权的期限。',
  });
}
