import { walkByParents } from '../../../database/integrity';
import type { Session } from '../../../database/session';
import { sql } from '../../../database/sql';

/** Writes paths and depths of today anew where the parents say otherwise. The caller holds the structure lock. */
export async function mendPlaces(session: Session): Promise<number> {
  const { tenantId } = session;
  const wrong = sql`o.tenant_id = ${tenantId}::bigint and o.id = w.id
    and (o.path <> array_to_string(w.ids, '/') collate "C" or o.depth <> cardinality(w.ids) - 1)`;
  // Paths are unique at every moment: each wrong one first makes room for what may be another's. No id is 0.
  await session.query(
    sql`${walkByParents(tenantId)} update organization o set path = '0/' || o.id from walk w where ${wrong}`,
  );
  const rows = await session.query(sql`${walkByParents(tenantId)}
    update organization o set path = array_to_string(w.ids, '/'), depth = cardinality(w.ids) - 1 from walk w where ${wrong} returning o.id`);
  return rows.length;
}

/**
 * As `mendPlaces`, of believed versions, by the parents that the versions name. One whose parent had two places while it
 * held would have to be two, and is left as it is: that is no derived figure.
 */
export async function mendVersionPlaces(session: Session): Promise<number> {
  const { tenantId } = session;
  const rows = await session.query(sql`
    with recursive placed (organization_id, valid_from, recorded_at, since, until, path, depth) as (
      select organization_id, valid_from, recorded_at, valid_from, valid_to, organization_id::text collate "C", 0
      from organization_version where tenant_id = ${tenantId}::bigint and superseded_at = 'infinity' and parent_id is null
      union all
      select v.organization_id, v.valid_from, v.recorded_at, greatest(p.since, v.valid_from), least(p.until, v.valid_to),
        p.path || '/' || v.organization_id, p.depth + 1
      from placed p join organization_version v on v.tenant_id = ${tenantId}::bigint and v.parent_id = p.organization_id
        and v.superseded_at = 'infinity' and v.valid_from < p.until and p.since < v.valid_to
    ), certain as (
      select organization_id, valid_from, recorded_at, min(path) as path, min(depth) as depth
      from placed group by organization_id, valid_from, recorded_at having count(distinct path) = 1
    )
    update organization_version v set path = c.path, depth = c.depth from certain c
    where v.tenant_id = ${tenantId}::bigint and v.organization_id = c.organization_id and v.valid_from = c.valid_from
      and v.recorded_at = c.recorded_at and (v.path <> c.path or v.depth <> c.depth)
    returning v.organization_id`);
  return rows.length;
}
