import type { IntegrityCheck } from '../../database/integrity';
import { sql } from '../../database/sql';

/** Every entry older than a minute is sealed, and every link of the chain follows from the one before it and from its entry. */
export const auditCheck: IntegrityCheck = {
  name: 'audit trail by its chain',
  of: 'audit entry',
  faults: (tenantId) => sql`
    select e.id, 'is not sealed' as fault from audit_entry e
    where e.tenant_id = ${tenantId}::bigint and e.occurred_at < now() - interval '1 minute'
      and not exists (select from audit_seal s where s.tenant_id = ${tenantId}::bigint and s.entry_id = e.id)
    union all
    select c.entry_id, concat_ws(', ',
      case when c.number <> c.expected then format('has number %s, not %s', c.number, c.expected) end,
      case when c.canonical is null then format('is gone, which has number %s', c.number)
        when c.hash <> audit_link(c.previous, c.canonical) then format('does not fit its hash, number %s', c.number) end)
    from (
      select s.entry_id, s.number, s.hash, lag(s.number, 1, 0::bigint) over own + 1 as expected, lag(s.hash) over own as previous,
        case when e.id is not null then audit_canonical(e) end as canonical
      from audit_seal s
      left join audit_entry e on e.tenant_id = ${tenantId}::bigint and e.id = s.entry_id
      where s.tenant_id = ${tenantId}::bigint
      window own as (order by s.number)) c
    where c.number <> c.expected or c.canonical is null or c.hash <> audit_link(c.previous, c.canonical)`,
};
