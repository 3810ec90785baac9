import type { IntegrityCheck } from '../../database/integrity';
import { sql } from '../../database/sql';

/** What is believed of a membership holds exactly while the membership does, and ends as the membership is today. */
export const membershipCheck: IntegrityCheck = {
  name: 'memberships by the history',
  of: 'membership',
  faults: (tenantId) => sql`
    select m.id, case when h.id is null then 'has no history' else concat_ws(', ',
        case when h.first_day <> m.started_on then format('begins on %s in the history, not on %s', h.first_day, m.started_on) end,
        case when h.last_day <> coalesce(m.ended_on, 'infinity') then format('ends on %s in the history, not on %s', h.last_day, coalesce(m.ended_on, 'infinity')) end,
        case when h.is_torn then 'has a gap or an overlap' end,
        case when h.organization_id <> m.organization_id then format('is last in %s in the history, not in %s', h.organization_id, m.organization_id) end,
        case when h.status <> m.status then format('is last %s in the history, not %s', h.status, m.status) end) end as fault
    from membership m left join (
      select v.membership_id as id, min(v.valid_from) as first_day, max(v.valid_to) as last_day, bool_or(v.valid_from <> v.ended) as is_torn,
        (array_agg(v.organization_id order by v.valid_from desc))[1] as organization_id, (array_agg(v.status order by v.valid_from desc))[1] as status
      from (select *, lag(valid_to, 1, valid_from) over (partition by membership_id order by valid_from) as ended
        from membership_version where tenant_id = ${tenantId}::bigint and superseded_at = 'infinity') v
      group by v.membership_id) h on h.id = m.id
    where m.tenant_id = ${tenantId}::bigint and (h.first_day, h.last_day, h.is_torn, h.organization_id, h.status)
      is distinct from (m.started_on, coalesce(m.ended_on, 'infinity'), false, m.organization_id, m.status)`,
};
