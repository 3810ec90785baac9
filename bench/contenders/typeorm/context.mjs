import DataLoader from 'dataloader';
import { grouped } from '../common/ids.mjs';
import { Organization, OrganizationClosure, Person } from './entities.mjs';

/** What one request shares: the tenant it is told, and a loader for each relation. */
export function createContext(dataSource, { 'x-tenant': tenantId, 'x-account': accountId }) {
  const ofTenant = (entity, alias) =>
    dataSource.getRepository(entity).createQueryBuilder(alias).where(`${alias}.tenantId = :tenantId`, { tenantId });
  const byId = (entity) =>
    new DataLoader(async (ids) => {
      const found = await ofTenant(entity, 'e').andWhere('e.id = any(:ids)', { ids }).getMany();
      const known = new Map(found.map((each) => [each.id, each]));
      return ids.map((id) => known.get(id) ?? null);
    });
  return {
    dataSource,
    tenantId,
    accountId,
    organizations: byId(Organization),
    people: byId(Person),
    children: new DataLoader(async (ids) => {
      const rows = await inOrder(
        ofTenant(Organization, 'o').andWhere('o.parentId = any(:ids)', { ids }).andWhere('o.dissolvedOn is null'),
      ).getMany();
      return grouped(ids, rows, ({ parentId }) => parentId);
    }),
    ancestors: new DataLoader(async (ids) => {
      const rows = await ofTenant(OrganizationClosure, 'c')
        .innerJoinAndSelect('c.ancestor', 'o')
        .andWhere('c.descendantId = any(:ids)', { ids })
        .andWhere('c.depth > 0')
        .orderBy('c.depth', 'DESC')
        .getMany();
      return grouped(ids, rows, ({ descendantId }) => descendantId).map((above) =>
        above.map(({ ancestor }) => ancestor),
      );
    }),
    descendantCount: new DataLoader(async (ids) => {
      const rows = await ofTenant(OrganizationClosure, 'c')
        .innerJoin('c.descendant', 'd')
        .select('c.ancestorId', 'id')
        .addSelect('count(*)::int - 1', 'count')
        .andWhere('c.ancestorId = any(:ids)', { ids })
        .andWhere('d.dissolvedOn is null')
        .groupBy('c.ancestorId')
        .getRawMany();
      const counts = new Map(rows.map(({ id, count }) => [id, count]));
      return ids.map((id) => counts.get(id) ?? 0);
    }),
  };
}

/** The order of siblings, of organizations `o`. */
export const inOrder = (builder) =>
  builder.orderBy('o.sortOrder').addOrderBy('o.areaCode').addOrderBy('o.name collate tree_order').addOrderBy('o.id');
