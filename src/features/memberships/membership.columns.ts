import { sql, verbatim, type Sql } from '../../database/sql';
import { Membership } from './membership.entity';

/** Columns of a membership `m`, named as its properties are. */
export const membershipColumns: Sql = verbatim(`
  m.tenant_id as "tenantId", m.id, m.person_id as "personId", m.organization_id as "organizationId", m.status,
  m.status_since as "statusSince", m.started_on as "startedOn", m.ended_on as "endedOn", m.end_reason as "endReason",
  m.external_reference as "externalReference", m.version`);

export function toMembership(row: object): Membership {
  return Object.assign(new Membership(), row);
}

/** A condition: the membership `m` holds on that day. */
export function holdsOn(day: string): Sql {
  return sql`m.started_on <= ${day}::date and (m.ended_on is null or m.ended_on > ${day}::date)`;
}
