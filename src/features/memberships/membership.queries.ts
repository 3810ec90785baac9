import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import type { Connection } from '../../graphql/connection';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { defineLoader, inOrder } from '../../graphql/loader';
import { listHanging } from '../organizations/hanging.queries';
import type { Organization } from '../organizations/organization.entity';
import { holdsOn, membershipColumns, toMembership } from './membership.columns';
import type { Membership } from './membership.entity';
import type { MembershipArgs } from './membership.inputs';

/** Memberships by id, ended ones too; undefined for what is absent or beyond what the actor may read. */
export const visibleMembership = defineLoader<Id, Membership | undefined>(async (ctx, ids) => {
  const tenantId = tenantOf(ctx);
  const rows = await query(
    ctx,
    sql`select ${membershipColumns} from membership m
      where m.tenant_id = ${tenantId}::bigint and m.id = any(${ids}::bigint[])
        and ${isWithin(tenantId, sql`m.organization_id`, ctx.actor.rootsFor('membership:read'))}`,
  );
  return inOrder(ids, rows.map(toMembership), (membership) => membership.id);
});

/** A page of the memberships that hold today, here, or here and beneath. */
export function listMemberships(
  ctx: ReadContext,
  organization: Organization,
  args: MembershipArgs,
): Promise<Connection<Membership>> {
  const status = args.status ? [sql`m.status = any(${args.status}::text[])`] : [];
  return listHanging(ctx, organization, args, {
    name: 'memberships',
    from: sql`membership m join organization o on o.tenant_id = m.tenant_id and o.id = m.organization_id`,
    id: sql`m.id`,
    columns: membershipColumns,
    permission: 'membership:read',
    conditions: [holdsOn(ctx.actor.today), ...status],
    item: toMembership,
  });
}

/** The memberships of each person, newest first, ended ones included; only those the actor may read. */
export const membershipsOfPerson = defineLoader<Id, Membership[]>(async (ctx, personIds) => {
  const tenantId = tenantOf(ctx);
  const rows = await query(
    ctx,
    sql`select ${membershipColumns} from membership m
      where m.tenant_id = ${tenantId}::bigint and m.person_id = any(${personIds}::bigint[])
        and ${isWithin(tenantId, sql`m.organization_id`, ctx.actor.rootsFor('membership:read'))}
      order by m.started_on desc, m.id desc`,
  );
  const memberships = rows.map(toMembership);
  return personIds.map((id) => memberships.filter(({ personId }) => personId === id));
});
