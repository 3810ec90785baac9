import { sql, verbatim } from '../../database/sql';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { pastDay, refuseStale } from '../organizations/organization.locks';
import type { Appointment } from './appointment.entity';
import { recordChange } from './post.audit';
import { appointmentColumns, postColumns, toAppointment, toPost, withPost } from './post.columns';
import type { Post } from './post.entity';
import { postFault } from './post.errors';
import type { AbolishPostInput } from './post.inputs';
import { lockPost } from './post.locks';
import type { AbolishPostPayload } from './post.payloads';

/** Gives up a post; whoever holds it on that day, or would later, holds it no longer. */
export async function abolishPost(tx: WriteContext, input: AbolishPostInput): Promise<AbolishPostPayload> {
  const current = await lockPost(tx, input.postId);
  refuseStale(current, input.expectedVersion);
  const day = pastDay(tx, input.abolishedOn, 'abolishedOn');
  await endAppointments(tx, current, day);
  const [row] = await query(
    tx,
    sql`update post p set abolished_on = ${day}::date, version = version + 1, updated_at = now()
      where p.tenant_id = ${tenantOf(tx)}::bigint and p.id = ${current.id}::bigint returning ${postColumns}`,
  );
  const post = toPost(row as object);
  recordChange(tx, 'post.abolished', post, current);
  return { post, userErrors: [] };
}

async function endAppointments(tx: WriteContext, post: Post, day: string): Promise<void> {
  const lasting = await lockLasting(tx, post, day);
  const latest = lasting
    .map(({ startedOn }) => startedOn)
    .sort()
    .at(-1);
  if (latest !== undefined && latest >= day) {
    throw postFault('INVALID', 'abolishedOn', {
      en: `An appointment to it begins on ${latest}; the day is later than that.`,
      zh: `该岗位有任职自 ${latest} 开始，日期必须晚于该日。`,
    });
  }
  if (lasting.length === 0) return;
  const rows = await query(
    tx,
    sql`with ended as (
        update appointment set ended_on = ${day}::date, version = version + 1, updated_at = now()
        where tenant_id = ${tenantOf(tx)}::bigint and id = any(${lasting.map(({ id }) => id)}::bigint[]) returning *)
      select ${appointmentColumns} from ${withPost(verbatim('ended'))} order by a.id`,
  );
  rows.map(toAppointment).forEach((appointment, index) => {
    recordChange(tx, 'appointment.ended', appointment, lasting[index]);
  });
}

/** The appointments that last beyond the day, in the order of their ids. */
async function lockLasting(tx: WriteContext, { id }: Post, day: string): Promise<Appointment[]> {
  const rows = await query(
    tx,
    sql`select ${appointmentColumns} from ${withPost(verbatim('appointment'))}
      where a.tenant_id = ${tenantOf(tx)}::bigint and a.post_id = ${id}::bigint
        and (a.ended_on is null or a.ended_on > ${day}::date)
      order by a.id for no key update of a`,
  );
  return rows.map(toAppointment);
}
