import { sql, verbatim } from '../../database/sql';
import { notFound } from '../../errors';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { readOrganization, refuseDissolved, refuseStale } from '../organizations/organization.locks';
import { anonymized } from '../people/person.errors';
import { visiblePerson } from '../people/person.queries';
import type { Appointment } from './appointment.entity';
import type { AppointInput, EndAppointmentInput } from './appointment.inputs';
import { recordChange } from './post.audit';
import { appointmentColumns, toAppointment, withPost } from './post.columns';
import type { Post } from './post.entity';
import { postFault } from './post.errors';
import { lockPost } from './post.locks';
import type { AppointPayload, EndAppointmentPayload } from './post.payloads';
import { firstFullDay } from './post.seats';

/** Puts a person whom the actor may see in a post, from a day on. */
export async function appoint(tx: WriteContext, input: AppointInput): Promise<AppointPayload> {
  const person = await visiblePerson(tx).load(fromGlobalId('Person', input.personId));
  if (!person) throw notFound();
  const post = await lockPost(tx, input.postId);
  refuseDissolved(await readOrganization(tx, post.organizationId), 'postId');
  await refuseTaken(tx, post, person.id, input.startedOn);
  const [row] = await query(
    tx,
    sql`with appointed as (
        insert into appointment (tenant_id, post_id, person_id, started_on, how)
        select p.tenant_id, ${post.id}::bigint, p.id, ${input.startedOn}::date, ${input.how}
        from person p where p.tenant_id = ${tenantOf(tx)}::bigint and p.id = ${person.id}::bigint and p.anonymized_at is null
        for key share returning *)
      select ${appointmentColumns} from ${withPost(verbatim('appointed'))}`,
  );
  if (!row) throw anonymized('personId');
  const appointment = toAppointment(row);
  recordChange(tx, 'appointment.made', appointment);
  return { appointment, userErrors: [] };
}

/** Refuses a person who holds the post from that day on, and a day from which on there is not always a free seat. */
async function refuseTaken(tx: WriteContext, post: Post, personId: string, from: string): Promise<void> {
  const taken = await query<Pick<Appointment, 'personId' | 'startedOn' | 'endedOn'>>(
    tx,
    sql`select person_id as "personId", started_on as "startedOn", ended_on as "endedOn" from appointment
      where tenant_id = ${tenantOf(tx)}::bigint and post_id = ${post.id}::bigint
        and (ended_on is null or ended_on > ${from}::date)`,
  );
  if (taken.some((appointment) => appointment.personId === personId)) {
    throw postFault('ALREADY_APPOINTED', 'personId', {
      en: 'The person holds this post in that time already.',
      zh: '此人在该期间已任该岗位。',
    });
  }
  const full = firstFullDay(taken, post.maximumHolders, from);
  if (full === undefined) return;
  throw postFault('POST_FULL', 'postId', {
    en: `Every seat of the post is taken on ${full}.`,
    zh: `该岗位在 ${full} 已满员。`,
  });
}

/** Ends an appointment for good. */
export async function endAppointment(tx: WriteContext, input: EndAppointmentInput): Promise<EndAppointmentPayload> {
  const current = await lockOpenAppointment(tx, input);
  if (input.endedOn <= current.startedOn) {
    throw postFault('INVALID', 'endedOn', {
      en: `The day is not after ${current.startedOn}, when it began.`,
      zh: `日期必须晚于开始之日（${current.startedOn}）。`,
    });
  }
  const [row] = await query(
    tx,
    sql`with ended as (
        update appointment set ended_on = ${input.endedOn}::date, version = version + 1, updated_at = now()
        where tenant_id = ${tenantOf(tx)}::bigint and id = ${current.id}::bigint returning *)
      select ${appointmentColumns} from ${withPost(verbatim('ended'))}`,
  );
  const appointment = toAppointment(row as object);
  recordChange(tx, 'appointment.ended', appointment, current);
  return { appointment, userErrors: [] };
}

async function lockOpenAppointment(tx: WriteContext, input: EndAppointmentInput): Promise<Appointment> {
  const [row] = await query(
    tx,
    sql`select ${appointmentColumns} from ${withPost(verbatim('appointment'))}
      where a.tenant_id = ${tenantOf(tx)}::bigint and a.id = ${fromGlobalId('Appointment', input.appointmentId)}::bigint
      for no key update of a`,
  );
  if (!row) throw notFound();
  const appointment = toAppointment(row);
  if (appointment.endedOn !== null) {
    throw postFault('ENDED', 'appointmentId', {
      en: `The end of the appointment is ${appointment.endedOn}.`,
      zh: `该任职的结束日期为 ${appointment.endedOn}。`,
    });
  }
  refuseStale(appointment, input.expectedVersion);
  return appointment;
}
