import { sql } from '../../src/database/sql';
import { integrityChecks } from '../../src/process/integrity/checks';
import type { Figure } from './figures';

/** What must not be found in any county, whatever its size. */
export const consistency: readonly Figure[] = [
  {
    name: 'posts with more holders than seats',
    expected: 0,
    rows: (tenantId) => sql`
      select p.id from post p join appointment a on a.tenant_id = p.tenant_id and a.post_id = p.id and a.ended_on is null
      where p.tenant_id = ${tenantId}::bigint group by p.id, p.maximum_holders having count(*) > p.maximum_holders`,
  },
  ...integrityChecks.map(({ name, faults }) => ({ name: `differences: ${name}`, expected: 0, rows: faults })),
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
