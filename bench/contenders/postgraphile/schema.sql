-- What PostGraphile is given beside the tables: the fields that no foreign key says, as functions of an organization, and the writes.
drop schema if exists bench cascade;
create schema bench;

comment on table organization is E'@omit create,update,delete';

create function bench.organization_children(o organization) returns setof organization language sql stable as $$
  select c.* from organization c where c.tenant_id = o.tenant_id and c.parent_id = o.id and c.dissolved_on is null
  order by c.sort_order, c.area_code, c.name collate tree_order, c.id $$;

create function bench.organization_ancestors(o organization) returns setof organization language sql stable as $$
  select a.* from organization_closure c join organization a on a.tenant_id = c.tenant_id and a.id = c.ancestor_id
  where c.tenant_id = o.tenant_id and c.descendant_id = o.id and c.depth > 0 order by c.depth desc $$;

create function bench.organization_descendant_count(o organization) returns int language sql stable as $$
  select count(*)::int - 1 from organization d
  where d.tenant_id = o.tenant_id and d.path >= o.path and d.path < o.path || '0' and d.dissolved_on is null $$;

create function bench.organization_members_after(o organization, place text, member_id bigint, size int)
returns setof membership language sql stable as $$
  select m.* from organization d join membership m on m.tenant_id = d.tenant_id and m.organization_id = d.id
  where d.tenant_id = o.tenant_id and d.path >= o.path and d.path < o.path || '0'
    and d.path >= place and (d.path, m.id) > (place, member_id)
    and m.started_on <= current_date and (m.ended_on is null or m.ended_on > current_date)
  order by d.path, m.id limit size $$;

create type bench.breakdown_row as (
  organization_id bigint, organization_name text, organizations int, grids int, members int, full_members int,
  probationary_members int, applicants int);

create function bench.organization_breakdown(o organization, level text) returns setof bench.breakdown_row language sql stable as $$
  with street as (
    select s.* from organization s join organization_level l on l.tenant_id = s.tenant_id and l.rank = s.level_rank and l.code = level
    where s.tenant_id = o.tenant_id and s.path > o.path and s.path < o.path || '0' and s.dissolved_on is null),
  place as materialized (
    select s.id as street_id, d.id from street s
    join organization d on d.tenant_id = o.tenant_id and d.path >= s.path and d.path < s.path || '0' and d.dissolved_on is null),
  n as (select street_id, count(*) as organizations from place group by street_id),
  g as (select p.street_id, count(*) as grids from place p
    join grid g on g.tenant_id = o.tenant_id and g.organization_id = p.id group by p.street_id),
  m as (select p.street_id, count(*) filter (where m.status = 'FULL') as full_members,
      count(*) filter (where m.status = 'PROBATIONARY') as probationary,
      count(*) filter (where m.status in ('APPLICANT', 'ACTIVIST', 'DEVELOPMENT_TARGET')) as applicants
    from place p join membership m on m.tenant_id = o.tenant_id and m.organization_id = p.id
      and m.started_on <= current_date and (m.ended_on is null or m.ended_on > current_date)
    group by p.street_id)
  select s.id, s.name, coalesce(n.organizations, 0)::int, coalesce(g.grids, 0)::int,
    coalesce(m.full_members + m.probationary, 0)::int, coalesce(m.full_members, 0)::int, coalesce(m.probationary, 0)::int,
    coalesce(m.applicants, 0)::int
  from street s left join n on n.street_id = s.id left join g on g.street_id = s.id left join m on m.street_id = s.id
  order by s.sort_order, s.area_code, s.name collate tree_order, s.id $$;

create function bench.viewer_roots(tenant bigint, account bigint) returns setof organization language sql stable as $$
  select o.* from organization o where o.tenant_id = tenant and o.dissolved_on is null and o.id in (
    select g.organization_id from role_grant g where g.tenant_id = tenant and g.account_id = account and g.revoked_at is null
      and g.starts_on <= current_date and (g.ends_on is null or g.ends_on > current_date))
  order by o.sort_order, o.area_code, o.name collate tree_order, o.id $$;

create function bench.organizations_by_ids(tenant bigint, ids bigint[]) returns setof organization language sql stable as $$
  select o.* from unnest(ids) with ordinality as wanted (id, place)
  join organization o on o.tenant_id = tenant and o.id = wanted.id order by wanted.place $$;

create function bench.found_organization(tenant bigint, parent bigint, level text, name text, reference text)
returns organization language plpgsql volatile as $$
declare
  above organization;
  written organization;
begin
  perform set_config('app.tenant_id', tenant::text, true);
  select * into above from organization o where o.tenant_id = tenant and o.id = parent for share;
  insert into organization (tenant_id, id, parent_id, level_rank, name, external_reference, search_terms, path, depth, established_on)
  select tenant, new.id, parent, l.rank, found_organization.name, reference, lower(found_organization.name), above.path || '/' || new.id,
    above.depth + 1, current_date
  from nextval(pg_get_serial_sequence('organization', 'id')) as new (id), organization_level l
  where l.tenant_id = tenant and l.code = level
  returning * into written;
  insert into organization_closure (tenant_id, ancestor_id, descendant_id, depth)
  select c.tenant_id, c.ancestor_id, written.id, c.depth + 1 from organization_closure c
  where c.tenant_id = tenant and c.descendant_id = parent
  union all select tenant, written.id, written.id, 0;
  return written;
end $$;

create function bench.shift_organization(tenant bigint, moved bigint, parent bigint) returns organization language plpgsql volatile as $$
declare
  old organization;
  above organization;
begin
  perform set_config('app.tenant_id', tenant::text, true);
  select * into old from organization o where o.tenant_id = tenant and o.id = moved;
  select * into above from organization o where o.tenant_id = tenant and o.id = parent;
  delete from organization_closure c using organization_closure d, organization_closure a
  where d.tenant_id = tenant and d.ancestor_id = moved and a.tenant_id = tenant and a.descendant_id = moved and a.depth > 0
    and c.tenant_id = tenant and c.ancestor_id = a.ancestor_id and c.descendant_id = d.descendant_id;
  insert into organization_closure (tenant_id, ancestor_id, descendant_id, depth)
  select tenant, a.ancestor_id, d.descendant_id, a.depth + 1 + d.depth
  from organization_closure a cross join organization_closure d
  where a.tenant_id = tenant and a.descendant_id = parent and d.tenant_id = tenant and d.ancestor_id = moved;
  update organization o set path = above.path || '/' || moved || substr(o.path, length(old.path) + 1),
    depth = o.depth - old.depth + above.depth + 1, parent_id = case when o.id = moved then parent else o.parent_id end
  where o.tenant_id = tenant and o.path >= old.path and o.path < old.path || '0';
  select * into old from organization o where o.tenant_id = tenant and o.id = moved;
  return old;
end $$;

create type bench.assignment as (person text, name text, organization text, status text, started_on date);
create type bench.assigned as (assigned int, registered int);

create function bench.assign_memberships(tenant bigint, assignments bench.assignment[]) returns bench.assigned language sql volatile as $$
  with row as (
    select r.*, o.id as organization_id, set_config('app.tenant_id', tenant::text, true) from unnest(assignments) r
    join organization o on o.tenant_id = tenant and o.external_reference = r.organization),
  registered as (
    insert into person (tenant_id, organization_id, name, pinyin, external_reference)
    select tenant, organization_id, name, lower(name), person from row
    on conflict (tenant_id, external_reference) do nothing
    returning id, external_reference),
  known as (
    select id, external_reference from registered
    union all
    select p.id, p.external_reference from person p
    where p.tenant_id = tenant and p.external_reference in (select person from row)),
  written as (
    insert into membership (tenant_id, person_id, organization_id, status, status_since, started_on)
    select tenant, k.id, r.organization_id, r.status, r.started_on, r.started_on
    from row r join known k on k.external_reference = r.person
    returning 1)
  select row((select count(*)::int from written), (select count(*)::int from registered))::bench.assigned $$;
