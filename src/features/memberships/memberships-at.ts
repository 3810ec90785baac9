import type { Id } from '../../database/id';
import { sql, verbatim, type Sql } from '../../database/sql';
import { inForce, type Moment } from '../organizations/history/moment';
import { toMembership } from './membership.columns';
import type { Membership } from './membership.entity';

/** The memberships of the tenant as a table like `membership`; at a moment those alone that held then, as they were then. */
export function membershipsAt(tenantId: Id, moment: Moment | undefined): Sql {
  if (!moment) return verbatim('membership');
  return sql`(select v.tenant_id, v.membership_id as id, v.person_id, v.organization_id, v.status, v.status_since, v.started_on,
      v.ended_on, v.end_reason, v.external_reference, v.version
    from membership_version v where v.tenant_id = ${tenantId}::bigint and ${inForce(moment)})`;
}

export function toMembershipAt(row: object, moment: Moment | undefined): Membership {
  return Object.assign(toMembership(row), moment && { moment });
}
