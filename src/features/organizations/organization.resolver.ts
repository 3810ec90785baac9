import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Extensions, FieldResolver, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { connectionType, pageCost, type Connection } from '../../graphql/connection';
import type { ReadContext } from '../../graphql/context';
import { nestedLevels } from '../../graphql/look-ahead';
import { OrganizationLevel } from '../tenants/tenant.type';
import { childrenLoader } from './children.queries';
import { momentOf, MomentArgs } from './history/moment';
import {
  ancestorsAt,
  listChildrenAt,
  countBeneathAt,
  findOrganizationAt,
  organizationAt,
  standAt,
} from './history/tree-at.queries';
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
    description:
      "One organization, today or as of a day; what is asked of it then is of that day too. `NOT_FOUND` when it is absent, did not exist that day, or is out of the viewer's reach.",
  })
  organization(
    @Arg('by', () => OrganizationBy) by: OrganizationBy,
    @Args(() => MomentArgs) at: MomentArgs,
    @Ctx() ctx: ReadContext,
  ) {
    const moment = momentOf(ctx, at);
    return moment ? findOrganizationAt(ctx, by, moment) : findOrganization(ctx, by);
  }

  @FieldResolver(() => OrganizationLevel, { description: 'Its level (层级).' })
  level(@Root() organization: Organization, @Ctx() ctx: ReadContext) {
    return levelOfRank(ctx, organization.levelRank);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'What stands directly above; null at the root and at the edge of what the viewer may read.',
  })
  async parent(@Root() { parentId, moment }: Organization, @Ctx() ctx: ReadContext) {
    if (!parentId) return null;
    const parent = moment
      ? await organizationAt(ctx).load({ id: parentId, moment })
      : await visibleOrganization(ctx).load(parentId);
    return parent ?? null;
  }

  @Extensions({ cost: { size: 10 } })
  @FieldResolver(() => [Organization], {
    description: 'All that stands above, root first, cut at the edge of what the viewer may read.',
  })
  async ancestors(@Root() organization: Organization, @Args(() => MomentArgs) at: MomentArgs, @Ctx() ctx: ReadContext) {
    const place = await standAt(ctx, organization, at);
    return place.moment ? ancestorsAt(ctx).load(place) : visibleAncestors(ctx).load(place.id);
  }

  @Extensions({ cost: { role: 'tree', distinct: true } })
  @FieldResolver(() => [Organization], {
    description:
      'All direct children in order, dissolved ones left out. Select it within itself to any depth: that is one query.',
  })
  children(
    @Root() organization: Organization,
    @Args(() => MomentArgs) at: MomentArgs,
    @Ctx() ctx: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    if (momentOf(ctx, at, organization.moment)) return listChildrenAt(ctx, organization, at, nestedLevels(info));
    return organization.loadedChildren ?? childrenLoader(ctx).load({ id: organization.id, levels: nestedLevels(info) });
  }

  @pageCost
  @FieldResolver(() => OrganizationConnection, {
    description:
      'All that lies beneath, itself not included; parents before their children. Give `first` or `last`, 1 to 100.',
  })
  async descendants(
    @Root() organization: Organization,
    @Args(() => DescendantArgs) args: DescendantArgs,
    @Args(() => MomentArgs) at: MomentArgs,
    @Ctx() ctx: ReadContext,
  ): Promise<Connection<Organization>> {
    return listDescendants(ctx, await standAt(ctx, organization, at), args);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it has children that are not dissolved.' })
  async hasChildren(@Root() organization: Organization, @Ctx() ctx: ReadContext) {
    return (await this.childCount(organization, ctx)) > 0;
  }

  @FieldResolver(() => Int, { description: 'How many children it has; dissolved ones do not count.' })
  async childCount(@Root() organization: Organization, @Ctx() ctx: ReadContext) {
    if (organization.moment) return (await countBeneathAt(ctx).load(organization)).children;
    return childCount(ctx).load(organization.id);
  }

  @Extensions({ cost: { weight: 1 } })
  @FieldResolver(() => Int, {
    description: 'How many organizations lie beneath it, itself not counted; dissolved ones do not count.',
  })
  async descendantCount(@Root() organization: Organization, @Ctx() ctx: ReadContext) {
    if (organization.moment) return (await countBeneathAt(ctx).load(organization)).descendants;
    return descendantCount(ctx).load(organization.id);
  }
}
