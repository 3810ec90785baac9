/** The order of siblings, of organizations `o`. */
export const siblings = 'o.sort_order, o.area_code, o.name collate tree_order, o.id';

/** The head of a statement: what is counted of each organization of a level beneath $2 of tenant $1, as `n`, `g` and `m`. */
export const countsByStreet = (level) => `
  with street as (
    select o.* from organization root
    join organization o on o.tenant_id = $1 and o.path > root.path and o.path < root.path || '0' and o.dissolved_on is null
    join organization_level l on l.tenant_id = $1 and l.rank = o.level_rank and l.code = ${level}
    where root.tenant_id = $1 and root.id = $2),
  place as materialized (
    select s.id as street_id, o.id from street s
    cross join lateral (select o.id from organization o
      where o.tenant_id = $1 and o.path >= s.path and o.path < s.path || '0' and o.dissolved_on is null offset 0) o),
  n as (select street_id, count(*) as organizations from place group by street_id),
  g as (select p.street_id, count(*) as grids from place p
    join grid g on g.tenant_id = $1 and g.organization_id = p.id group by p.street_id),
  m as (select p.street_id, count(*) filter (where m.status = 'FULL') as full_members,
      count(*) filter (where m.status = 'PROBATIONARY') as probationary,
      count(*) filter (where m.status in ('APPLICANT', 'ACTIVIST', 'DEVELOPMENT_TARGET')) as applicants
    from place p join membership m on m.tenant_id = $1 and m.organization_id = p.id
      and m.started_on <= current_date and (m.ended_on is null or m.ended_on > current_date)
    group by p.street_id)`;

/** The counts of each street beneath $2 of tenant $1, in the order of siblings. */
export const breakdown = `${countsByStreet('$3')}
  select o.id, o.name, coalesce(n.organizations, 0)::int as organizations, coalesce(g.grids, 0)::int as grids,
    coalesce(m.full_members + m.probationary, 0)::int as members, coalesce(m.full_members, 0)::int as "fullMembers",
    coalesce(m.probationary, 0)::int as "probationaryMembers", coalesce(m.applicants, 0)::int as applicants
  from street o left join n on n.street_id = o.id left join g on g.street_id = o.id left join m on m.street_id = o.id
  order by ${siblings}`;

/** A condition on grants `g` of today. */
export const grantHolds = `g.revoked_at is null and g.starts_on <= current_date and (g.ends_on is null or g.ends_on > current_date)`;
