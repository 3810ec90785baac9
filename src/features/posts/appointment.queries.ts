import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql, verbatim } from '../../database/sql';
import { query, tenantOf } from '../../graphql/context';
import { defineLoader, grouped, inOrder } from '../../graphql/loader';
import type { Appointment } from './appointment.entity';
import { appointmentColumns, holdsOn, toAppointment, withPost } from './post.columns';

const appointments = withPost(verbatim('appointment'));

/** Appointments by id, ended ones too; undefined for what is absent or beyond what the actor may read. */
export const visibleAppointment = defineLoader<Id, Appointment | undefined>(async (ctx, ids) => {
  const tenantId = tenantOf(ctx);
  const rows = await query(
    ctx,
    sql`select ${appointmentColumns} from ${appointments}
      where a.tenant_id = ${tenantId}::bigint and a.id = any(${ids}::bigint[])
        and ${isWithin(tenantId, sql`p.organization_id`, ctx.actor.rootsFor('post:read'))}`,
  );
  return inOrder(ids, rows.map(toAppointment), (appointment) => appointment.id);
});

/** The appointments of today to each post that the actor has read already, longest first. */
export const appointmentsOfPost = defineLoader<Id, Appointment[]>(async (ctx, postIds) => {
  const rows = await query(
    ctx,
    sql`select ${appointmentColumns} from ${appointments}
      where a.tenant_id = ${tenantOf(ctx)}::bigint and a.post_id = any(${postIds}::bigint[])
        and ${holdsOn(ctx.actor.today)}
      order by a.started_on, a.id`,
  );
  return grouped(postIds, rows.map(toAppointment), ({ postId }) => postId);
});
