import { globalId, grouped, idOf, placeOf } from '../common/ids.mjs';
import { breakdown, grantHolds, siblings } from '../common/tree.sql.mjs';
import { Mutation } from './mutations.mjs';

const columns = `o.id, o.parent_id as "parentId", o.path, o.name, o.short_name as "shortName", o.kind,
  o.external_reference as "externalReference", o.sort_order as "sortOrder", o.depth, o.version`;

/** A prepared statement; the tenant is its first parameter. */
async function read({ pool, tenant }, name, text, ...values) {
  return (await pool.query({ name, text, values: [tenant, ...values] })).rows;
}

const organizations = (context, ids) =>
  read(
    context,
    'organizations',
    `select ${columns} from organization o where o.tenant_id = $1 and o.id = any($2)`,
    ids,
  );

async function organizationOf(context, id) {
  const [found] = await organizations(context, [idOf(id)]);
  return found ?? null;
}

export const resolvers = {
  Query: {
    organization: (_root, { by }, context) => organizationOf(context, by.id),
    node: (_root, { id }, context) => organizationOf(context, id),
    async nodes(_root, { ids }, context) {
      const wanted = ids.map(idOf);
      const found = new Map((await organizations(context, wanted)).map((each) => [each.id, each]));
      return wanted.map((id) => found.get(id) ?? null);
    },
    async viewer(_root, _args, context) {
      const roots = await read(
        context,
        'roots',
        `select ${columns} from organization o where o.tenant_id = $1 and o.dissolved_on is null and o.id in (
           select g.organization_id from role_grant g where g.tenant_id = $1 and g.account_id = $2 and ${grantHolds})
         order by ${siblings}`,
        context.account,
      );
      return { roots };
    },
  },
  Mutation,
  Node: { resolveType: () => 'Organization' },
  Organization: {
    id: ({ id }) => globalId('Organization', id),
    async breakdown({ id }, { level }, context) {
      const rows = await read(context, 'breakdown', breakdown, id, level);
      return { rows: rows.map(({ id, name, ...counts }) => ({ organization: { id, name }, counts })) };
    },
    async memberships({ path }, { first, after }, context) {
      const place = placeOf(after);
      const rows = await read(
        context,
        'memberships',
        `select m.id, m.person_id as "personId", m.status, m.started_on::text as "startedOn"
         from organization o join membership m on m.tenant_id = o.tenant_id and m.organization_id = o.id
         where o.tenant_id = $1 and o.path >= $2 and o.path < $3 and o.path >= $4 and (o.path, m.id) > ($4, $5::bigint)
           and m.started_on <= current_date and (m.ended_on is null or m.ended_on > current_date)
         order by o.path, m.id limit $6`,
        path,
        `${path}0`,
        place.path,
        place.id,
        first + 1,
      );
      return { nodes: rows.slice(0, first), pageInfo: { hasNextPage: rows.length > first } };
    },
  },
  Membership: { id: ({ id }) => globalId('Membership', id) },
  Person: { id: ({ id }) => globalId('Person', id) },
};

export const loaders = {
  Organization: {
    async children(queries, context) {
      const ids = queries.map(({ obj }) => obj.id);
      const rows = await read(
        context,
        'children',
        `select ${columns} from organization o
         where o.tenant_id = $1 and o.parent_id = any($2) and o.dissolved_on is null order by ${siblings}`,
        ids,
      );
      return grouped(ids, rows, ({ parentId }) => parentId);
    },
    async descendantCount(queries, context) {
      const rows = await read(
        context,
        'descendantCount',
        `select wanted.id, (select count(*)::int - 1 from organization d where d.tenant_id = $1
           and d.path >= wanted.path and d.path < wanted.path_end and d.dissolved_on is null) as count
         from unnest($2::bigint[], $3::text[], $4::text[]) as wanted (id, path, path_end)`,
        queries.map(({ obj }) => obj.id),
        queries.map(({ obj }) => obj.path),
        queries.map(({ obj }) => `${obj.path}0`),
      );
      const counts = new Map(rows.map(({ id, count }) => [id, count]));
      return queries.map(({ obj }) => counts.get(obj.id));
    },
    async ancestors(queries, context) {
      const ids = queries.map(({ obj }) => obj.id);
      const rows = await read(
        context,
        'ancestors',
        `select c.descendant_id as "descendantId", ${columns} from organization_closure c
         join organization o on o.tenant_id = $1 and o.id = c.ancestor_id
         where c.tenant_id = $1 and c.descendant_id = any($2) and c.depth > 0 order by c.depth desc`,
        ids,
      );
      return grouped(ids, rows, ({ descendantId }) => descendantId);
    },
  },
  Membership: {
    async person(queries, context) {
      const rows = await read(
        context,
        'people',
        'select id, name from person where tenant_id = $1 and id = any($2)',
        queries.map(({ obj }) => obj.personId),
      );
      const people = new Map(rows.map((person) => [person.id, person]));
      return queries.map(({ obj }) => people.get(obj.personId));
    },
  },
};
