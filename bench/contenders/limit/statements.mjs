// One statement for each job; each answers the whole `data` of the answer as one text. $1 is always the tenant.
import { idOf, placeOf } from '../common/ids.mjs';
import { countsByStreet } from '../common/tree.sql.mjs';

const gid = (type, column) => `'"gid://sanlou/${type}/' || ${column} || '"'`;
const text = (column) => `coalesce(to_json(${column})::text, 'null')`;
const inside = (fields) =>
  Object.entries(fields)
    .map(([name, value]) => `'"${name}":' || ${value}`)
    .join(` || ',' || `);
const object = (fields) => `'{' || ${inside(fields)} || '}'`;
const list = (value, order) => `'[' || coalesce(string_agg(${value}, ',' order by ${order}), '') || ']'`;
const siblings = (alias) => `${alias}.sort_order, ${alias}.area_code, ${alias}.name collate tree_order, ${alias}.id`;

const facts = {
  id: gid('Organization', 'o.id'),
  name: text('o.name'),
  shortName: text('o.short_name'),
  kind: text('o.kind'),
  externalReference: text('o.external_reference'),
  sortOrder: 'o.sort_order',
  depth: 'o.depth',
  version: 'o.version',
};

/**
 * Reads one range of paths, and hangs each level into the one above, from below. Of a range PostgreSQL expects a handful of
 * rows and would join them by nested loops; a full join, which here answers what a left join would, it can only hash or merge.
 */
function tree(levels) {
  const levelOf = (level) => {
    const isLowest = level === levels;
    const node = isLowest
      ? `'{' || o.facts || '}'`
      : `'{' || o.facts || ',"children":' || coalesce(b.children, '[]') || '}'`;
    const beneath = isLowest ? '' : `full join level_${level + 1} b on b.parent_id = o.id`;
    return `level_${level} as materialized (
      select o.parent_id, ${list(node, siblings('o'))} as children
      from (select * from beneath where levels = ${level} offset 0) o ${beneath} group by o.parent_id)`;
  };
  const levelsFromBelow = Array.from({ length: levels }, (_, index) => levelOf(levels - index));
  return `with root as (select path, depth from organization where tenant_id = $1 and id = $2),
    beneath as materialized (
      select o.id, o.parent_id, o.sort_order, o.area_code, o.name, o.depth - (select depth from root) as levels,
        ${inside(facts)} as facts
      from organization o
      where o.tenant_id = $1 and o.path >= (select path from root) and o.path < (select path || '0' from root)
        and o.dissolved_on is null and o.depth <= (select depth + ${levels} from root)),
    ${levelsFromBelow.join(', ')}
    select '{"organization":{' || o.facts || ',"children":' || coalesce((select children from level_1), '[]') || '}}' as data
    from beneath o where o.levels = 0`;
}

const members = `
  with root as (select path from organization where tenant_id = $1 and id = $2),
  page as (
    select o.path, m.id, m.person_id, m.status, m.started_on
    from organization o join membership m on m.tenant_id = o.tenant_id and m.organization_id = o.id
    where o.tenant_id = $1 and o.path >= (select path from root) and o.path < (select path || '0' from root)
      and o.path >= $3 and (o.path, m.id) > ($3, $4::bigint)
      and m.started_on <= current_date and (m.ended_on is null or m.ended_on > current_date)
    order by o.path, m.id limit 51),
  shown as (select * from page order by path, id limit 50)
  select '{"organization":{"memberships":{"nodes":' || ${list(
    object({
      id: gid('Membership', 'm.id'),
      status: text('m.status'),
      startedOn: text('m.started_on'),
      person: object({ id: gid('Person', 'p.id'), name: text('p.name') }),
    }),
    'm.path, m.id',
  )} || ',"pageInfo":{"hasNextPage":' || ((select count(*) from page) > 50)::text || '}}}}' as data
  from shown m join person p on p.tenant_id = $1 and p.id = m.person_id`;

const counts = {
  organizations: 'coalesce(n.organizations, 0)',
  grids: 'coalesce(g.grids, 0)',
  members: 'coalesce(m.full_members + m.probationary, 0)',
  fullMembers: 'coalesce(m.full_members, 0)',
  probationaryMembers: 'coalesce(m.probationary, 0)',
  applicants: 'coalesce(m.applicants, 0)',
};

export const queries = {
  Q1: { text: tree(4), values: ({ id }) => [idOf(id)] },
  Q1m: { text: tree(3), values: ({ id }) => [idOf(id)] },
  Q2: {
    text: `select '{"organization":{"children":' || ${list(
      object({
        id: gid('Organization', 'o.id'),
        name: text('o.name'),
        descendantCount: `(select count(*) - 1 from organization d where d.tenant_id = $1
          and d.path >= o.path and d.path < o.path || '0' and d.dissolved_on is null)`,
      }),
      siblings('o'),
    )} || '}}' as data
    from organization o where o.tenant_id = $1 and o.parent_id = $2 and o.dissolved_on is null`,
    values: ({ id }) => [idOf(id)],
  },
  Q3: {
    text: `${countsByStreet("'STREET'")}
    select '{"organization":{"breakdown":{"rows":' || ${list(
      object({
        organization: object({ id: gid('Organization', 'o.id'), name: text('o.name') }),
        counts: object(counts),
      }),
      siblings('o'),
    )} || '}}}' as data
    from street o left join n on n.street_id = o.id left join g on g.street_id = o.id left join m on m.street_id = o.id`,
    values: ({ id }) => [idOf(id)],
  },
  Q4: {
    text: `select '{"nodes":' || ${list(object({ id: gid('Organization', 'n.id'), ancestors: 'a.ancestors' }), 'n.place')} || '}' as data
    from unnest($2::bigint[]) with ordinality as n (id, place) cross join lateral (
      select ${list(object({ id: gid('Organization', 'o.id'), name: text('o.name') }), 'c.depth desc')} as ancestors
      from organization_closure c join organization o on o.tenant_id = $1 and o.id = c.ancestor_id
      where c.tenant_id = $1 and c.descendant_id = n.id and c.depth > 0) a`,
    values: ({ ids }) => [ids.map(idOf)],
  },
  Q5: { text: members, values: ({ id, after }) => [idOf(id), placeOf(after).path, placeOf(after).id] },
  Q6: {
    text: `select ${object({
      node: object({
        id: facts.id,
        name: facts.name,
        shortName: facts.shortName,
        kind: facts.kind,
        version: facts.version,
      }),
    })} as data from organization o where o.tenant_id = $1 and o.id = $2`,
    values: ({ id }) => [idOf(id)],
  },
  Q7: {
    text: `select '{"viewer":{"roots":' || ${list(
      object({ id: facts.id, name: facts.name, children: 'c.children' }),
      siblings('o'),
    )} || '}}' as data
    from organization o cross join lateral (
      select ${list(
        object({ id: gid('Organization', 'd.id'), name: text('d.name'), kind: text('d.kind') }),
        siblings('d'),
      )} as children
      from organization d where d.tenant_id = $1 and d.parent_id = o.id and d.dissolved_on is null) c
    where o.tenant_id = $1 and o.dissolved_on is null and o.id in (
      select g.organization_id from role_grant g where g.tenant_id = $1 and g.account_id = $2 and g.revoked_at is null
        and g.starts_on <= current_date and (g.ends_on is null or g.ends_on > current_date))`,
    values: (_variables, account) => [account],
  },
};
