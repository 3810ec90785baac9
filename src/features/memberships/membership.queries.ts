import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, tenantOf } from '../../graphql/context';
import { defineLoader, grouped, inOrder } from '../../graphql/loader';
import { organizationsAt } from '../organizations/history/organizations-at';
import { defineList, reached } from '../organizations/organization-list';
import { holdsOn, membershipColumns, toMembership } from './membership.columns';
import { membershipsAt, toMembershipAt } from './memberships-at';
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

/** The memberships that hold today, or held at the moment, here, or here and beneath. */
export const listMemberships = defineList<MembershipArgs, Membership>({
  name: 'memberships',
  from: (ctx, moment) => sql`${membershipsAt(tenantOf(ctx), moment)} m
    join ${organizationsAt(tenantOf(ctx), moment)} o on o.tenant_id = m.tenant_id and o.id = m.organization_id`,
  id: sql`m.id`,
  columns: membershipColumns,
  conditions: (ctx, args, moment) => [
    ...reached(ctx, args, 'membership:read', moment),
    ...(moment ? [] : [holdsOn(ctx.actor.today)]),
    ...(args.status ? [sql`m.status = any(${args.status}::text[])`] : []),
  ],
  item: toMembershipAt,
});

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
  return grouped(personIds, rows.map(toMembership), ({ personId }) => personId);
});
