import { globalId, idOf, placeOf } from '../common/ids.mjs';
import { breakdown } from '../common/tree.sql.mjs';
import { inOrder } from './context.mjs';
import { Membership, Organization, RoleGrant } from './entities.mjs';
import { Mutation } from './mutations.mjs';

export const resolvers = {
  Query: {
    organization: (_root, { by }, { organizations }) => organizations.load(idOf(by.id)),
    node: (_root, { id }, { organizations }) => organizations.load(idOf(id)),
    nodes: (_root, { ids }, { organizations }) => organizations.loadMany(ids.map(idOf)),
    viewer: () => ({}),
  },
  Mutation,
  Viewer: {
    roots: (_viewer, _args, { dataSource, tenantId, accountId }) =>
      inOrder(
        dataSource
          .getRepository(Organization)
          .createQueryBuilder('o')
          .where('o.tenantId = :tenantId', { tenantId })
          .andWhere('o.dissolvedOn is null')
          .andWhere((query) => {
            const grants = query
              .subQuery()
              .select('g.organizationId')
              .from(RoleGrant, 'g')
              .where('g.tenantId = :tenantId and g.accountId = :accountId and g.revokedAt is null', { accountId })
              .andWhere('g.startsOn <= current_date and (g.endsOn is null or g.endsOn > current_date)');
            return `o.id in ${grants.getQuery()}`;
          })
          .setParameters({ accountId }),
      ).getMany(),
  },
  Node: { __resolveType: () => 'Organization' },
  Organization: {
    id: ({ id }) => globalId('Organization', id),
    children: ({ id }, _args, { children }) => children.load(id),
    ancestors: ({ id }, _args, { ancestors }) => ancestors.load(id),
    descendantCount: ({ id }, _args, { descendantCount }) => descendantCount.load(id),
    async breakdown({ id }, { level }, { dataSource, tenantId }) {
      const rows = await dataSource.query(breakdown, [tenantId, id, level]);
      return { rows: rows.map(({ id, name, ...counts }) => ({ organization: { id, name }, counts })) };
    },
    async memberships({ path }, { first, after }, { dataSource, tenantId }) {
      const rows = await dataSource
        .getRepository(Membership)
        .createQueryBuilder('m')
        .innerJoin('m.organization', 'o')
        .where('o.tenantId = :tenantId and o.path >= :path and o.path < :pathEnd', {
          tenantId,
          path,
          pathEnd: `${path}0`,
        })
        .andWhere('o.path >= :from and (o.path, m.id) > (:from, :id::bigint)', pageFrom(after))
        .andWhere('m.startedOn <= current_date and (m.endedOn is null or m.endedOn > current_date)')
        .orderBy('o.path')
        .addOrderBy('m.id')
        .limit(first + 1)
        .getMany();
      return { nodes: rows.slice(0, first), pageInfo: { hasNextPage: rows.length > first } };
    },
  },
  Membership: {
    id: ({ id }) => globalId('Membership', id),
    person: ({ personId }, _args, { people }) => people.load(personId),
  },
  Person: { id: ({ id }) => globalId('Person', id) },
};

function pageFrom(after) {
  const { path, id } = placeOf(after);
  return { from: path, id };
}
