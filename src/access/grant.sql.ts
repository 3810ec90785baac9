import { sql, verbatim, type Sql } from '../database/sql';

// What a grant `g` of a statement means. Whoever decides, explains or counts access asks by these.

/** A condition: the grant `g` holds at the moment, which lies on the day; a temporary one only while that holds which allowed it. */
export function grantHoldsOn(today: Sql, now: Sql): Sql {
  return sql`(g.revoked_at is null and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on > ${today})
    and (g.expires_at is null or g.expires_at > ${now} and (g.allowed_by is null or exists (
      select from role_grant allowing where allowing.tenant_id = g.tenant_id and allowing.id = g.allowed_by
        and allowing.revoked_at is null and (allowing.ends_on is null or allowing.ends_on > ${today})))))`;
}

/** A condition: the grant `g` holds now, judged by the clock by which the actor's own were. */
export function grantHolds({ today, now }: { today: string; now: Date }): Sql {
  return grantHoldsOn(sql`${today}::date`, sql`${now}::timestamptz`);
}

/** A condition: the grant `g` held at the end of a day, past or to come. On the day on which it was taken back it did not. */
export function grantHeldAtEndOf(day: string, timeZone: string): Sql {
  return sql`(g.starts_on <= ${day}::date and (g.ends_on is null or g.ends_on > ${day}::date)
    and (g.expires_at is null or (g.expires_at at time zone ${timeZone})::date > ${day}::date)
    and (g.revoked_at is null or (g.revoked_at at time zone ${timeZone})::date > ${day}::date))`;
}

/**
 * An array of ids: where the reach of the grant `g` begins. Its organization; or the building groups of its grid, but not
 * what was moved away from beneath that organization.
 */
export const grantRootIds: Sql = verbatim(`case when g.grid_id is null then array[g.organization_id] else array(
    select b.organization_id from grid_building_group b
    join organization place on place.tenant_id = g.tenant_id and place.id = g.organization_id
    join organization o on o.tenant_id = b.tenant_id and o.id = b.organization_id
      and o.path >= place.path and o.path < place.path || '0'
    where b.tenant_id = g.tenant_id and b.grid_id = g.grid_id order by 1) end`);
