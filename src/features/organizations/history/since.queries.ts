import type { Id } from '../../../database/id';
import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { inOrder } from '../../../graphql/loader';

/** What is believed of an organization from a day on. Days are those of the first difference; null when there is none. */
export interface Since {
  id: Id;
  /** Whether it existed, not dissolved, on that day. */
  existed: boolean;
  movedOn: string | null;
  /** Names, codes, kind or order. */
  changedOn: string | null;
  dissolvedOn: string | null;
}

/** How each organization stood from the day on, in the order of the ids: an act dated in the past must fit what came later. */
export async function readSince(tx: WriteContext, ids: readonly Id[], day: string): Promise<(Since | undefined)[]> {
  const rows = await query<Since>(
    tx,
    sql`select id, bool_or(place = 1 and valid_from <= ${day}::date and dissolved_on is null) as existed,
        min(valid_from) filter (where parent_id is distinct from first_parent)::text as "movedOn",
        min(valid_from) filter (where facts is distinct from first_facts)::text as "changedOn",
        min(valid_from) filter (where dissolved_on is not null)::text as "dissolvedOn"
      from (
        select organization_id as id, valid_from, parent_id, dissolved_on, facts, row_number() over own as place,
          first_value(parent_id) over own as first_parent, first_value(facts) over own as first_facts
        from (select *, jsonb_build_array(name, short_name, kind, external_reference, area_code, sort_order) as facts
          from organization_version where tenant_id = ${tenantOf(tx)}::bigint and organization_id = any(${ids}::bigint[])
            and superseded_at = 'infinity' and valid_to > ${day}::date) v
        window own as (partition by organization_id order by valid_from)) since
      group by id`,
  );
  return inOrder(ids, rows, ({ id }) => id);
}

/** Those of the organizations that had another place on the day, or at any time since, than they have now. */
export async function placedElsewhereSince(tx: WriteContext, ids: readonly Id[], day: string): Promise<Set<Id>> {
  const rows = await query<{ id: Id }>(
    tx,
    sql`select organization_id as id from organization_version
      where tenant_id = ${tenantOf(tx)}::bigint and organization_id = any(${ids}::bigint[]) and superseded_at = 'infinity'
        and valid_to > ${day}::date
      group by organization_id having count(distinct path) > 1`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Whether the one organization lay at or beneath the other at any time since the day. */
export async function wasWithin(tx: WriteContext, id: Id, other: Id, day: string): Promise<boolean> {
  const tenantId = tenantOf(tx);
  const rows = await query(
    tx,
    sql`select from organization_version v join organization_version above on above.tenant_id = v.tenant_id
        and v.path >= above.path and v.path < above.path || '0' and v.valid_from < above.valid_to and above.valid_from < v.valid_to
      where v.tenant_id = ${tenantId}::bigint and v.organization_id = ${id}::bigint and above.organization_id = ${other}::bigint
        and v.superseded_at = 'infinity' and above.superseded_at = 'infinity'
        and v.valid_to > ${day}::date and above.valid_to > ${day}::date limit 1`,
  );
  return rows.length > 0;
}
