/** Pieces of the statement that reads an actor. */
export interface KeyScope {
  /** Its id, in the row of the actor. */
  id: string;
  /** Joins the key and its place; no row when the key does not hold. */
  join: string;
  /** A lateral subquery `reach` of the places where the reach of a grant begins, from the lateral `given`. */
  reach: string;
  /** Leaves out the grants of which the key leaves nothing. */
  holds: string;
}

/** The grants as they are. */
export const unbounded: KeyScope = {
  id: 'null',
  join: '',
  reach: 'cross join lateral (select given.ids) reach',
  holds: '',
};

/**
 * The intersection with the scope of the key of that id: its role, where it names one, and of each two places the lower; none where they
 * lie apart.
 */
export function scopeOfKey(id: string, now: string): KeyScope {
  return {
    id: 'k.id::text',
    join: `
    join api_key k on k.tenant_id = a.tenant_id and k.account_id = a.id and k.id = ${id}
      and k.revoked_at is null and k.expires_at > ${now}
    join organization scope on scope.tenant_id = k.tenant_id and scope.id = k.organization_id`,
    reach: `cross join lateral (select array(
          select distinct case when ${beneathScope} then o.id else scope.id end from organization o
          where o.tenant_id = g.tenant_id and o.id = any(given.ids)
            and (${beneathScope} or scope.path >= o.path and scope.path < o.path || '0') order by 1) as ids) reach`,
    holds: 'and cardinality(reach.ids) > 0 and (k.role is null or k.role = g.role)',
  };
}

const beneathScope = `o.path >= scope.path and o.path < scope.path || '0'`;
