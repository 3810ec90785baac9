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

/**
 * What an update of `m` sets beside its end: where it is and as what, on its last day. A membership that ends on or before
 * the day of a reorganization, or of a status, never was there, or that.
 */
export function lastOn(end: Sql): Sql {
  const known = (
    column: 'organization_id' | 'status' | 'status_since',
  ) => sql`(select v.${verbatim(column)} from membership_version v
    where v.tenant_id = m.tenant_id and v.membership_id = m.id and v.superseded_at = 'infinity' and v.valid_from < ${end}
    order by v.valid_from desc limit 1)`;
  return sql`organization_id = case when m.placed_on >= ${end} then ${known('organization_id')} else m.organization_id end,
    placed_on = case when m.placed_on >= ${end} then null else m.placed_on end,
    status = case when m.status_since >= ${end} then ${known('status')} else m.status end,
    status_since = case when m.status_since >= ${end} then ${known('status_since')} else m.status_since end`;
}

/** A condition: the membership `m` holds on that day. */
export function holdsOn(day: string): Sql {
  return sql`m.started_on <= ${day}::date and (m.ended_on is null or m.ended_on > ${day}::date)`;
}
