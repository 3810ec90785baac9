import type { Id } from '../../../database/id';
import { walkByParents, type IntegrityCheck } from '../../../database/integrity';
import { sql, type Sql } from '../../../database/sql';

const believed = sql`superseded_at = 'infinity'`;

/** Paths and depths of today against the parents. */
function placeFaults(tenantId: Id): Sql {
  return sql`${walkByParents(tenantId)}
    select o.id, case when w.id is null then 'does not lie beneath the root'
      else format('has path %s and depth %s, not %s and %s', o.path, o.depth, array_to_string(w.ids, '/'), cardinality(w.ids) - 1) end as fault
    from organization o left join walk w on w.id = o.id
    where o.tenant_id = ${tenantId}::bigint
      and (w.id is null or o.path <> array_to_string(w.ids, '/') collate "C" or o.depth <> cardinality(w.ids) - 1)`;
}

/** The organization of today against the version that lasts, in every column that both have, whichever those are. */
function todayFaults(tenantId: Id): Sql {
  return sql`select o.id, case when v.organization_id is null then 'has no version that lasts'
      else 'differs from its last version in ' || (select string_agg(name, ', ' order by name)
        from jsonb_object_keys(facts.today || facts.last) as name where facts.today -> name is distinct from facts.last -> name) end as fault
    from organization o
    left join organization_version v on v.tenant_id = o.tenant_id and v.organization_id = o.id and v.${believed} and v.valid_to = 'infinity'
    cross join lateral (select to_jsonb(o) - '{tenant_id,id,created_at}'::text[] as today,
      to_jsonb(v) - '{tenant_id,organization_id,valid_from,valid_to,recorded_at,superseded_at,origin_at}'::text[] as last) facts
    where o.tenant_id = ${tenantId}::bigint and facts.today is distinct from facts.last`;
}

/** What is believed of an organization from the day it was established on, without gap or overlap. */
function periodFaults(tenantId: Id): Sql {
  return sql`select v.id, case when v.ended is null then format('begins on %s, not on %s', v.valid_from, v.first_day)
      else format('has a version until %s and the next one from %s', v.ended, v.valid_from) end as fault
    from (
      select o.id, v.valid_from, coalesce(o.established_on, '-infinity') as first_day,
        lag(v.valid_to) over (partition by o.id order by v.valid_from) as ended
      from organization o join organization_version v on v.tenant_id = o.tenant_id and v.organization_id = o.id and v.${believed}
      where o.tenant_id = ${tenantId}::bigint) v
    where v.valid_from <> coalesce(v.ended, v.first_day)`;
}

/** Paths and depths of believed versions against those of the parent's, on every day on which both hold. */
function versionPlaceFaults(tenantId: Id): Sql {
  return sql`select v.organization_id as id, format('has path %s and depth %s from %s, not %s and %s', v.path, v.depth,
      greatest(v.valid_from, p.valid_from), concat_ws('/', p.path, v.organization_id), coalesce(p.depth + 1, 0)) as fault
    from organization_version v
    left join organization_version p on p.tenant_id = v.tenant_id and p.organization_id = v.parent_id and p.${believed}
      and p.valid_from < v.valid_to and v.valid_from < p.valid_to
    where v.tenant_id = ${tenantId}::bigint and v.${believed} and (v.parent_id is null or p.organization_id is not null)
      and (v.path <> concat_ws('/', p.path, v.organization_id) collate "C" or v.depth <> coalesce(p.depth + 1, 0))`;
}

export const organizationChecks: readonly IntegrityCheck[] = [
  { name: 'paths and depths by the parents', of: 'organization', faults: placeFaults },
  { name: 'today by the history', of: 'organization', faults: todayFaults },
  { name: 'history without gaps', of: 'organization', faults: periodFaults },
  { name: 'paths and depths of the history', of: 'organization', faults: versionPlaceFaults },
];
