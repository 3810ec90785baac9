import type { Id } from '../../../database/id';
import { sql, type Sql } from '../../../database/sql';
import type { Organization } from '../organization.entity';
import { organizationsAt } from './organizations-at';

/** Organizations read before, as a table `root (id, path, depth)`. */
export function given(roots: readonly Organization[]): Sql {
  return sql`(select id, path collate "C" as path, depth from unnest(${roots.map(({ id }) => id)}::bigint[],
    ${roots.map(({ path }) => path)}::text[], ${roots.map(({ depth }) => depth)}::int[]) as given (id, path, depth)) root`;
}

/** A from-clause of the `root`s, all read at one moment, with the organizations `o` that stood at or beneath each of them. */
export function beneathAt(tenantId: Id, roots: readonly Organization[]): Sql {
  return sql`from ${given(roots)} join ${organizationsAt(tenantId, roots[0]?.moment)} o
    on o.path >= root.path and o.path < root.path || '0' and o.dissolved_on is null`;
}
