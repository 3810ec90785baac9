import type { Id } from '../../../database/id';
import { sql, type Sql } from '../../../database/sql';
import type { Organization } from '../organization.entity';
import { organizationsAt } from './organizations-at';

/**
 * Organizations read before, as a table `root (id, path, path_end, depth)`: what lies at or beneath has a path from `path` up to,
 * not including, `path_end`. The end is computed here: behind row-level security PostgreSQL takes no function into an index range.
 */
export function given(roots: readonly Pick<Organization, 'id' | 'path' | 'depth'>[]): Sql {
  const ids = roots.map(({ id }) => id);
  const paths = roots.map(({ path }) => path);
  if (roots.length === 1) {
    return sql`(select ${ids[0]}::bigint as id, ${paths[0]}::text collate "C" as path,
      ${pathEnd(paths[0] ?? '')}::text collate "C" as path_end, ${roots[0]?.depth}::int as depth, 1 as place) root`;
  }
  return sql`(select id, path collate "C" as path, path_end collate "C" as path_end, depth, place
    from unnest(${ids}::bigint[], ${paths}::text[], ${paths.map(pathEnd)}::text[], ${roots.map(({ depth }) => depth)}::int[])
      with ordinality as given (id, path, path_end, depth, place)) root`;
}

/** The least text above every path beneath: `0` comes after `/`. */
export const pathEnd = (path: string) => `${path}0`;

/** A from-clause of the `root`s, all read at one moment, with the organizations `o` that stood at or beneath each of them. */
export function beneathAt(tenantId: Id, roots: readonly Organization[]): Sql {
  return sql`from ${given(roots)} join ${organizationsAt(tenantId, roots[0]?.moment)} o
    on o.tenant_id = ${tenantId}::bigint and o.path >= root.path and o.path < root.path_end and o.dissolved_on is null`;
}
