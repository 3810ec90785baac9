import type { Id } from '../../../database/id';
import { sql, type Sql } from '../../../database/sql';

/**
 * A table of `(id, heir_id)`: dissolved organizations with the one that stands in their place today, where their members went.
 * With `orAbove` also those whose members went nowhere, with what stands above their last place.
 */
export function heirs(tenantId: Id, { orAbove = false } = {}): Sql {
  // What was restored since, and then dissolved by itself, has no heir any more.
  const next = orAbove
    ? sql`case when l.successor_id <> o.id then l.successor_id else o.parent_id end`
    : sql`nullif(l.successor_id, o.id)`;
  return sql`(
    with recursive latest as (
      select distinct on (predecessor_id) predecessor_id, successor_id from organization_lineage
      where tenant_id = ${tenantId}::bigint and kind in ('MERGE', 'DISSOLVE', 'RESTORE') and undone_at is null
      order by predecessor_id, id desc
    ), went as (
      select o.id, ${next} as next_id from organization o left join latest l on l.predecessor_id = o.id
      where o.tenant_id = ${tenantId}::bigint and o.dissolved_on is not null
    ), follow as (
      select id, next_id as heir_id from went where next_id is not null
      union
      select f.id, w.next_id from follow f join went w on w.id = f.heir_id where w.next_id is not null
    )
    select f.id, f.heir_id from follow f where not exists (select from went w where w.id = f.heir_id and w.next_id is not null))`;
}
