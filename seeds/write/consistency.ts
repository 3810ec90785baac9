import { closureFaults } from '../../src/database/closure';
import { sql } from '../../src/database/sql';
import type { Figure } from './figures';

/** What must not be found in any county, whatever its size. */
export const consistency: readonly Figure[] = [
  { name: 'closure rows that differ from the parents', expected: 0, rows: closureFaults },
  {
    name: 'paths or depths that differ from the parents',
    expected: 0,
    rows: (tenantId) => sql`
      select o.id from organization o left join organization p on p.tenant_id = o.tenant_id and p.id = o.parent_id
      where o.tenant_id = ${tenantId}::bigint
        and (o.path <> concat_ws('/', p.path, o.id) or o.depth <> coalesce(p.depth + 1, 0))`,
  },
  {
    name: 'grids that cover nothing',
    expected: 0,
    rows: (tenantId) => sql`
      select g.id from grid g where g.tenant_id = ${tenantId}::bigint and not exists (
        select from grid_building_group b where b.tenant_id = g.tenant_id and b.grid_id = g.id)`,
  },
  {
    name: 'building groups outside every grid of their branch',
    expected: 0,
    rows: (tenantId) => sql`
      select o.id from organization o where o.tenant_id = ${tenantId}::bigint and o.kind = 'BUILDING' and not exists (
        select from grid_building_group b join grid g on g.tenant_id = b.tenant_id and g.id = b.grid_id
        where b.tenant_id = o.tenant_id and b.organization_id = o.id and g.organization_id = o.parent_id)`,
  },
];
