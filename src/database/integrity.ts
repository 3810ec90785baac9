import type { Id } from './id';
import { sql, type Sql } from './sql';

/** One thing that must be so of every tenant, and the query of what is not: rows of `(id, fault)`. */
export interface IntegrityCheck {
  /** What is compared, as it stands before each fault. */
  name: string;
  /** Whose id the rows tell. */
  of: 'organization' | 'membership' | 'grid' | 'audit entry';
  faults: (tenantId: Id) => Sql;
}

/**
 * The head of a statement: `with recursive walk (id, ids)`, every organization that lies beneath the root, by parents
 * alone, with the ids from the root down to itself. What stands in a circle is never reached.
 */
export function walkByParents(tenantId: Id): Sql {
  return sql`with recursive walk (id, ids) as (
      select id, array[id] from organization where tenant_id = ${tenantId}::bigint and parent_id is null
      union all
      select o.id, w.ids || o.id from walk w
      join organization o on o.tenant_id = ${tenantId}::bigint and o.parent_id = w.id
    )`;
}

/**
 * Said before such statements: they read whole tables and may take their time. Where PostgreSQL does not know how large the
 * tables are, as after a bulk load, it would compare each row with each.
 */
export const wholeTables = `set local statement_timeout = '10min'; set local enable_nestloop = off`;
