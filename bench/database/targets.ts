import type { Client } from 'pg';

/** Whom a request speaks for. */
export interface Actor {
  /** The subject of the token. */
  name: string;
  /** For the contenders, who believe what they are told. */
  accountId: string;
  tenantId: string;
}

/** Where to come in behind the middle of the members beneath an organization. */
export interface Place {
  path: string;
  id: string;
}

/** One pilot street and what the jobs ask of it. Ids are those of the database. */
export interface Target {
  county: string;
  street: string;
  /** A usual community of the street. */
  community: string;
  /** The largest community of the street, and a street to move it to. */
  moved: string;
  otherStreet: string;
  building: string;
  buildingReference: string;
  /** Organizations beneath the street. */
  nodes: readonly string[];
  deep: Readonly<Record<'county' | 'street', Place>>;
  countyOrganizer: Actor;
  streetOrganizer: Actor;
  integrator: Actor;
}

const most = 16;

/** Up to 16 pilot streets, always the same ones, with what is asked of them. */
export async function findTargets(client: Client): Promise<Target[]> {
  const { rows } = await client.query<{ target: Target }>(`
    with street as (
      select o.tenant_id, o.id, o.parent_id as county, o.path from organization o
      where o.kind = 'STREET' and exists (select from organization_level l
          where l.tenant_id = o.tenant_id and l.rank = o.level_rank and l.code = 'STREET')
        and (select count(*) from organization d
          where d.tenant_id = o.tenant_id and d.path >= o.path and d.path < o.path || '0') > 1000
      order by md5(o.id::text) limit ${most}
    ), community as (
      select s.id as street, o.id, (select count(*) from organization d
        where d.tenant_id = o.tenant_id and d.path >= o.path and d.path < o.path || '0') as size
      from street s join organization o on o.tenant_id = s.tenant_id and o.parent_id = s.id
    ), middle as materialized (
      select s.tenant_id, s.id, ${middle} as place
      from (select tenant_id, id from street union select tenant_id, county from street) s
    )
    select json_build_object(
      'county', s.county::text,
      'street', s.id::text,
      'community', (select c.id::text from community c where c.street = s.id and c.size < 400 order by c.size desc, c.id limit 1),
      'moved', (select c.id::text from community c where c.street = s.id order by c.size desc, c.id limit 1),
      'otherStreet', (select o.id::text from organization o
        where o.tenant_id = s.tenant_id and o.parent_id = s.county and o.id <> s.id order by o.id limit 1),
      'building', building.id::text,
      'buildingReference', building.external_reference,
      'nodes', (select json_agg(n.id) from (select o.id::text from organization o
        where o.tenant_id = s.tenant_id and o.path > s.path and o.path < s.path || '0' order by md5(o.id::text) limit 50) n),
      'deep', json_build_object('county', ${middleOf('county')}, 'street', ${middleOf('id')}),
      'countyOrganizer', ${actorAt('county', 'ORGANIZER')},
      'streetOrganizer', ${actorAt('id', 'ORGANIZER')},
      'integrator', ${actorAt('county', 'INTEGRATOR')}
    ) as target
    from street s cross join lateral (
      select o.id, o.external_reference from organization o
      where o.tenant_id = s.tenant_id and o.path > s.path and o.path < s.path || '0' and o.kind = 'BUILDING'
      order by (select count(*) from membership m where m.tenant_id = o.tenant_id and m.organization_id = o.id) desc, o.id
      limit 1) building`);
  return rows.map(({ target }) => target);
}

/** The membership in the middle of the list of those beneath `s`. */
const middle = `(
  with listed as materialized (
    select o.path, m.id from organization root
    join organization o on o.tenant_id = root.tenant_id and o.path >= root.path and o.path < root.path || '0'
    join membership m on m.tenant_id = o.tenant_id and m.organization_id = o.id and m.ended_on is null
    where root.tenant_id = s.tenant_id and root.id = s.id)
  select json_build_object('path', path, 'id', id::text) from listed
  order by path, id offset (select count(*) / 2 from listed) limit 1)`;

const middleOf = (column: string) =>
  `(select m.place from middle m where m.tenant_id = s.tenant_id and m.id = s.${column})`;

const actorAt = (column: string, role: string) => `(
  select json_build_object('name', l.subject, 'accountId', a.id::text, 'tenantId', a.tenant_id::text)
  from role_grant g join account a on a.tenant_id = g.tenant_id and a.id = g.account_id
  join login l on l.tenant_id = a.tenant_id and l.account_id = a.id
  where g.tenant_id = s.tenant_id and g.organization_id = s.${column} and g.role = '${role}' limit 1)`;

/** The tenants of targets, each once. */
export const tenantsOf = (targets: readonly Target[]) => [
  ...new Set(targets.map(({ integrator }) => integrator.tenantId)),
];
