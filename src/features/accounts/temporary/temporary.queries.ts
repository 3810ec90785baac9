import { grantHolds } from '../../../access/grant.sql';
import { isWithin } from '../../../database/closure';
import type { Id } from '../../../database/id';
import { sql } from '../../../database/sql';
import { query, tenantOf, type ReadContext } from '../../../graphql/context';
import { defineList, reached } from '../../organizations/organization-list';
import { grantColumns, toGrant } from '../account.queries';
import type { Grant } from '../grant.entity';
import type { TemporaryAccessArgs } from './temporary.inputs';

/** Temporary accesses taken here or beneath, those included that expired or were handed back. */
export const listTemporaryAccesses = defineList<TemporaryAccessArgs, Grant>({
  name: 'temporary accesses',
  from: sql`role_grant g join organization o on o.tenant_id = g.tenant_id and o.id = g.organization_id`,
  id: sql`g.id`,
  columns: grantColumns,
  conditions: (ctx, args) => [
    ...reached(ctx, args, 'grant:read'),
    sql`g.expires_at is not null`,
    ...(args.isActive == null ? [] : [sql`${grantHolds(ctx.actor)} = ${args.isActive}::boolean`]),
  ],
  item: toGrant,
});

/** A temporary access that was taken at the organization or beneath it; undefined for any other grant. */
export async function takenBeneath(ctx: ReadContext, organizationId: Id, grantId: Id): Promise<Grant | undefined> {
  const tenantId = tenantOf(ctx);
  const [row] = await query(
    ctx,
    sql`select ${grantColumns} from role_grant g
      where g.tenant_id = ${tenantId}::bigint and g.id = ${grantId}::bigint and g.expires_at is not null
        and ${isWithin(tenantId, sql`g.organization_id`, [organizationId])}`,
  );
  return row && toGrant(row);
}
