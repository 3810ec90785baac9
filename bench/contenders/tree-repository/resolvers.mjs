import { In } from 'typeorm';
import { globalId, idOf } from '../common/ids.mjs';
import { resolvers as plain } from '../typeorm/resolvers.mjs';
import { Organization } from './entities.mjs';

const treeOf = ({ dataSource }) => dataSource.getTreeRepository(Organization);

const byOrder = (left, right) =>
  left.sortOrder - right.sortOrder ||
  compareNullable(left.areaCode, right.areaCode) ||
  left.name.localeCompare(right.name, 'zh-u-co-pinyin-kn-true') ||
  Number(left.id) - Number(right.id);

/** As PostgreSQL orders: null last. */
function compareNullable(left, right) {
  if (left === right) return 0;
  if (left === null || right === null) return left === null ? 1 : -1;
  return left < right ? -1 : 1;
}

/** TypeORM's tree comes in no order and with those that are dissolved. */
const shown = (children) => children.filter(({ dissolvedOn }) => dissolvedOn === null).sort(byOrder);

const organizationOf = (context, id) => treeOf(context).findOneBy({ tenant_id: context.tenantId, id: idOf(id) });

export const resolvers = {
  ...plain,
  Query: {
    ...plain.Query,
    // Whatever is asked beneath it, the tree comes with it: the repository has no notion of a level more.
    async organization(_root, { by }, context, info) {
      const found = await organizationOf(context, by.id);
      if (!found || !asksChildren(info)) return found;
      return treeOf(context).findDescendantsTree(found, { depth: asksChildren(info) });
    },
    node: (_root, { id }, context) => organizationOf(context, id),
    async nodes(_root, { ids }, context) {
      const found = await treeOf(context).findBy({ tenant_id: context.tenantId, id: In(ids.map(idOf)) });
      const known = new Map(found.map((each) => [each.id, each]));
      return ids.map((id) => known.get(idOf(id)) ?? null);
    },
  },
  Organization: {
    ...plain.Organization,
    id: ({ id }) => globalId('Organization', id),
    children: ({ id, children }, _args, context) => (children ? shown(children) : context.children.load(id)),
    async ancestors(organization, _args, context) {
      const above = await treeOf(context).findAncestors(organization);
      return above.filter(({ id }) => id !== organization.id).sort((left, right) => left.depth - right.depth);
    },
    // The one itself is counted along.
    descendantCount: async (organization, _args, context) => (await treeOf(context).countDescendants(organization)) - 1,
  },
};

/** How many levels of children a selection holds. */
function asksChildren({ fieldNodes }) {
  const depthOf = (node) =>
    Math.max(
      0,
      ...(node.selectionSet?.selections ?? []).map(
        (selection) => (selection.name?.value === 'children' ? 1 : 0) + depthOf(selection),
      ),
    );
  return Math.max(...fieldNodes.map(depthOf));
}
