import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { pathEnd } from './beneath-at';
import type { Organization } from '../organization.entity';
import { nextVersion, projectVersions, replaceVersions } from './versions.sql';

type Place = Pick<Organization, 'id' | 'path'>;

/**
 * Places an organization with everything beneath it under a parent from a day on, in the history and today: paths and
 * depths only, the closure is another matter. A founding is no change of what is placed. The caller holds the structure lock and has refused cycles at every moment since.
 */
export async function recordPlace(
  tx: WriteContext,
  { id }: Pick<Organization, 'id'>,
  parent: Place,
  day: string,
  { founding = false } = {},
): Promise<void> {
  const tenantId = tenantOf(tx);
  const mine = sql`x.tenant_id = ${tenantId}::bigint and x.organization_id = ${id}::bigint and x.superseded_at = 'infinity'
    and x.valid_to > ${day}::date`;
  // What lay beneath it at any time since, with how much of its path goes.
  const touched = sql`select distinct v.organization_id, v.valid_from, v.recorded_at, length(x.path) - length(x.organization_id::text) as cut,
      x.depth as above
    from (select x.*, x.path || '0' as path_end from organization_version x where ${mine} offset 0) x
    join organization_version v on v.tenant_id = x.tenant_id and v.path >= x.path and v.path < x.path_end
      and v.superseded_at = 'infinity' and v.valid_from < x.valid_to and v.valid_to > greatest(x.valid_from, ${day}::date)`;
  // The parent's own place may have changed since that day: one row for each place in turn.
  const places = sql`, place as (
      select path, depth, min(valid_from) as valid_from, max(valid_to) as valid_to from (
        select *, sum(turn) over (order by valid_from) as island from (
          select path, depth, valid_from, valid_to, (lag(path) over (order by valid_from) is distinct from path)::int as turn
          from organization_version where tenant_id = ${tenantId}::bigint and organization_id = ${parent.id}::bigint
            and superseded_at = 'infinity' and valid_to > ${day}::date) turns) islands
      group by path, depth, island)`;
  const itself = sql`old.organization_id = ${id}::bigint`;
  await query(
    tx,
    replaceVersions(
      tenantId,
      touched,
      [
        { from: sql`old.valid_from`, to: sql`${day}::date`, where: sql`where old.valid_from < ${day}::date` },
        {
          from: sql`greatest(old.valid_from, place.valid_from, ${day}::date)`,
          to: sql`least(old.valid_to, place.valid_to)`,
          changes: {
            path: sql`place.path || '/' || substr(old.path, t.cut + 1)`,
            depth: sql`place.depth + 1 + old.depth - t.above`,
            parent_id: sql`case when ${itself} then ${parent.id}::bigint else old.parent_id end`,
            ...(founding
              ? {}
              : {
                  version: sql`case when ${itself} then ${nextVersion(tenantId, id)} else old.version end`,
                  updated_at: sql`case when ${itself} then now() else old.updated_at end`,
                }),
          },
          where: sql`join touched t on t.organization_id = old.organization_id and t.valid_from = old.valid_from and t.recorded_at = old.recorded_at
            join place on greatest(old.valid_from, place.valid_from, ${day}::date) < least(old.valid_to, place.valid_to)`,
        },
      ],
      places,
    ),
  );
  const path = `${parent.path}/${id}`;
  await query(tx, projectVersions(tenantId, sql`v.path >= ${path} and v.path < ${pathEnd(path)}`));
}
