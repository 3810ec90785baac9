import { sql, verbatim, type Sql } from '../../database/sql';
import { Appointment } from './appointment.entity';
import { Post } from './post.entity';

/** Columns of a post `p`, named as its properties are. */
export const postColumns: Sql = verbatim(`
  p.tenant_id as "tenantId", p.id, p.organization_id as "organizationId", p.grid_id as "gridId", p.kind, p.title,
  p.minimum_holders as "minimumHolders", p.maximum_holders as "maximumHolders", p.term_months as "termMonths",
  p.abolished_on as "abolishedOn", p.version`);

export const toPost = (row: object): Post => Object.assign(new Post(), row);

/** Columns of an appointment `a` to its post `p`, named as its properties are. */
export const appointmentColumns: Sql = verbatim(`
  a.tenant_id as "tenantId", a.id, a.post_id as "postId", p.organization_id as "organizationId",
  a.person_id as "personId", a.started_on as "startedOn", a.ended_on as "endedOn", a.how,
  (a.started_on + make_interval(months => p.term_months))::date as "termEndsOn", a.version`);

export const toAppointment = (row: object): Appointment => Object.assign(new Appointment(), row);

/** A table `a`, of appointments, with the post of each as `p`. */
export const withPost = (appointments: Sql): Sql =>
  sql`${appointments} a join post p on p.tenant_id = a.tenant_id and p.id = a.post_id`;

/** A condition: the appointment `a` holds on that day. */
export function holdsOn(day: string): Sql {
  return sql`a.started_on <= ${day}::date and (a.ended_on is null or a.ended_on > ${day}::date)`;
}

/** A condition: fewer hold the post `p` on that day than it needs. */
export function isVacantOn(day: string): Sql {
  return sql`((select count(*) from appointment a
    where a.tenant_id = p.tenant_id and a.post_id = p.id and ${holdsOn(day)}) < p.minimum_holders)`;
}
