import type { IntegrityCheck } from '../../database/integrity';
import { sql } from '../../database/sql';

/** What is believed of a grid has no gap, does not end, and is last as the grid is today. */
export const gridCheck: IntegrityCheck = {
  name: 'grids by the history',
  of: 'grid',
  faults: (tenantId) => sql`
    select g.id, case when h.id is null then 'has no history' else concat_ws(', ',
        case when h.last_day <> 'infinity' then format('ends on %s in the history', h.last_day) end,
        case when h.is_torn then 'has a gap or an overlap' end,
        case when (h.organization_id, h.name, h.code, h.version) is distinct from (g.organization_id, g.name, g.code, g.version)
          then 'differs from its last version' end) end as fault
    from grid g left join (
      select distinct on (v.grid_id) v.grid_id as id, v.organization_id, v.name, v.code, v.version,
        max(v.valid_to) over own as last_day, bool_or(v.valid_from <> v.ended) over own as is_torn
      from (select *, lag(valid_to, 1, valid_from) over (partition by grid_id order by valid_from) as ended
        from grid_version where tenant_id = ${tenantId}::bigint and superseded_at = 'infinity') v
      window own as (partition by v.grid_id)
      order by v.grid_id, v.valid_from desc) h on h.id = g.id
    where g.tenant_id = ${tenantId}::bigint and (h.last_day, h.is_torn, h.organization_id, h.name, h.code, h.version)
      is distinct from ('infinity'::date, false, g.organization_id, g.name, g.code, g.version)`,
};
