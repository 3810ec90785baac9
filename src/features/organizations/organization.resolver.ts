import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Extensions, FieldResolver, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { connectionType, pageCost, type Connection } from '../../graphql/connection';
import type { ReadContext } from '../../graphql/context';
import { nestedLevels } from '../../graphql/look-ahead';
import { OrganizationLevel } from '../tenants/tenant.type';
import { childrenLoader } from './children.queries';
import { childCount, descendantCount, listDescendants } from './descendants.queries';
import { levelOfRank } from './level';
import { Organization } from './organization.entity';
import { DescendantArgs, OrganizationBy } from './organization.inputs';
import { findOrganization, visibleAncestors, visibleOrganization } from './organization.queries';

const OrganizationConnection = connectionType(Organization);

@Resolver(() => Organization)
export class OrganizationResolver {
  @Extensions({ cost: { distinct: true } })
  @Query(() => Organization, {
    nullable: true,
    description: "One organization. `NOT_FOUND` when it is absent or out of the viewer's reach.",
  })
  organization(@Arg('by', () => OrganizationBy) by: OrganizationBy, @Ctx() ctx: ReadContext) {
    return findOrganization(ctx, by);
  }

  @FieldResolver(() => OrganizationLevel, { description: 'Its level (层级).' })
  level(@Root() organization: Organization, @Ctx() ctx: ReadContext) {
    return levelOfRank(ctx, organization.levelRank);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'What stands directly above; null at the root and at the edge of what the viewer may read.',
  })
  async parent(@Root() organization: Organization, @Ctx() ctx: ReadContext) {
    return organization.parentId && ((await visibleOrganization(ctx).load(organization.parentId)) ?? null);
  }

  @Extensions({ cost: { size: 10 } })
  @FieldResolver(() => [Organization], {
    description: 'All that stands above, root first, cut at the edge of what the viewer may read.',
  })
  ancestors(@Root() organization: Organization, @Ctx() ctx: ReadContext) {
    return visibleAncestors(ctx).load(organization.id);
  }

  @Extensions({ cost: { role: 'tree', distinct: true } })
  @FieldResolver(() => [Organization], {
    description:
      'All direct children in order, dissolved ones left out. Select it within itself to any depth: that is one query.',
  })
  children(@Root() organization: Organization, @Ctx() ctx: ReadContext, @Info() info: GraphQLResolveInfo) {
    return organization.loadedChildren ?? childrenLoader(ctx).load({ id: organization.id, levels: nestedLevels(info) });
  }

  @pageCost
  @FieldResolver(() => OrganizationConnection, {
    description:
      'All that lies beneath, itself not included; parents before their children. Give `first` or `last`, 1 to 100.',
  })
  descendants(
    @Root() organization: Organization,
    @Args(() => DescendantArgs) args: DescendantArgs,
    @Ctx() ctx: ReadContext,
  ): Promise<Connection<Organization>> {
    return listDescendants(ctx, organization, args);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it has children that are not dissolved.' })
  async hasChildren(@Root() organization: Organization, @Ctx() ctx: ReadContext) {
    return (await childCount(ctx).load(organization.id)) > 0;
  }

  @FieldResolver(() => Int, { description: 'How many children it has; dissolved ones do not count.' })
  childCount(@Root() organization: Organization, @Ctx() ctx: ReadContext) {
    return childCount(ctx).load(organization.id);
  }

  @Extensions({ cost: { weight: 1 } })
  @FieldResolver(() => Int, {
    description: 'How many organizations lie beneath it, itself not counted; dissolved ones do not count.',
  })
  descendantCount(@Root() organization: Organization, @Ctx() ctx: ReadContext) {
    return descendantCount(ctx).load(organization.id);
  }
}
