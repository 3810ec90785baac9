import type { Id } from '../../../database/id';
import { sql, type Sql } from '../../../database/sql';

/** A table of `(id, heir_id)`: dissolved organizations with the one that stands in their place today, where their members went. */
export function heirs(tenantId: Id): Sql {
  return sql`(
    with recursive latest as (
      select distinct on (l.predecessor_id) l.predecessor_id, l.successor_id
      from organization_lineage l join organization o on o.tenant_id = l.tenant_id and o.id = l.predecessor_id and o.dissolved_on is not null
      where l.tenant_id = ${tenantId}::bigint and l.kind in ('MERGE', 'DISSOLVE', 'RESTORE') and l.undone_at is null
      order by l.predecessor_id, l.id desc
    ), went as (
      -- What was restored since, and then dissolved by itself, has no heir any more.
      select * from latest where successor_id <> predecessor_id
    ), follow as (
      select predecessor_id as id, successor_id as heir_id from went
      union
      select f.id, w.successor_id from follow f join went w on w.predecessor_id = f.heir_id
    )
    select f.id, f.heir_id from follow f where not exists (select from went w where w.predecessor_id = f.heir_id))`;
}
