import { Args, Ctx, Extensions, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { connectionType, PageArgs, pageCost } from '../../graphql/connection';
import type { ReadContext } from '../../graphql/context';
import { Grid } from '../grids/grid.entity';
import { Membership } from '../memberships/membership.entity';
import { MomentArgs } from '../organizations/history/moment';
import { standAt } from '../organizations/history/tree-at.queries';
import { Organization } from '../organizations/organization.entity';
import { Post } from '../posts/post.entity';
import { coverageCounts } from './coverage-counts.queries';
import {
  listBranchesBelowThreeFullMembers,
  listBuildingGroupsInNoGrid,
  listGridsWithoutOrganization,
  listMembersInNoGrid,
  listVacantPosts,
} from './coverage-lists.queries';
import {
  BranchesBelowThreeFullMembers,
  BuildingGroupsInNoGrid,
  Coverage,
  GridsWithoutOrganization,
  MembersInNoGrid,
  VacantPosts,
} from './coverage.type';

const counted = { description: 'How many there are at the organization and beneath it.' };
const listed = (what: string) => ({
  description: `${what}, grouped by place, parents first. Give \`first\` or \`last\`, 1 to 100.`,
});

@Resolver(() => Organization)
export class OrganizationCoverageResolver {
  @Extensions({ cost: { weight: 10 } })
  @FieldResolver(() => Coverage, {
    description: 'What breaks the rules of the grids here and beneath, today or on another day.',
  })
  async coverage(@Root() organization: Organization, @Args(() => MomentArgs) at: MomentArgs, @Ctx() ctx: ReadContext) {
    return new Coverage(await standAt(ctx, organization, at));
  }
}

@Resolver(() => GridsWithoutOrganization)
export class GridsWithoutOrganizationResolver {
  @FieldResolver(() => Int, counted)
  async count(@Root() { organization }: GridsWithoutOrganization, @Ctx() ctx: ReadContext) {
    return (await coverageCounts(ctx, organization)).GRIDS_WITHOUT_ORGANIZATION;
  }

  @pageCost
  @FieldResolver(() => connectionType(Grid), listed('The grids'))
  grids(@Root() on: GridsWithoutOrganization, @Args(() => PageArgs) args: PageArgs, @Ctx() ctx: ReadContext) {
    return listGridsWithoutOrganization(ctx, on.organization, args);
  }
}

@Resolver(() => MembersInNoGrid)
export class MembersInNoGridResolver {
  @FieldResolver(() => Int, counted)
  async count(@Root() { organization }: MembersInNoGrid, @Ctx() ctx: ReadContext) {
    return (await coverageCounts(ctx, organization)).MEMBERS_IN_NO_GRID;
  }

  @pageCost
  @FieldResolver(() => connectionType(Membership), listed('Their memberships'))
  memberships(@Root() on: MembersInNoGrid, @Args(() => PageArgs) args: PageArgs, @Ctx() ctx: ReadContext) {
    return listMembersInNoGrid(ctx, on.organization, args);
  }
}

@Resolver(() => BuildingGroupsInNoGrid)
export class BuildingGroupsInNoGridResolver {
  @FieldResolver(() => Int, counted)
  async count(@Root() { organization }: BuildingGroupsInNoGrid, @Ctx() ctx: ReadContext) {
    return (await coverageCounts(ctx, organization)).BUILDING_GROUPS_IN_NO_GRID;
  }

  @pageCost
  @FieldResolver(() => connectionType(Organization), listed('The building groups'))
  organizations(@Root() on: BuildingGroupsInNoGrid, @Args(() => PageArgs) args: PageArgs, @Ctx() ctx: ReadContext) {
    return listBuildingGroupsInNoGrid(ctx, on.organization, args);
  }
}

@Resolver(() => BranchesBelowThreeFullMembers)
export class BranchesBelowThreeFullMembersResolver {
  @FieldResolver(() => Int, counted)
  async count(@Root() { organization }: BranchesBelowThreeFullMembers, @Ctx() ctx: ReadContext) {
    return (await coverageCounts(ctx, organization)).BRANCHES_BELOW_THREE_FULL_MEMBERS;
  }

  @pageCost
  @FieldResolver(() => connectionType(Organization), listed('The branches'))
  organizations(
    @Root() on: BranchesBelowThreeFullMembers,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() ctx: ReadContext,
  ) {
    return listBranchesBelowThreeFullMembers(ctx, on.organization, args);
  }
}

@Resolver(() => VacantPosts)
export class VacantPostsResolver {
  @FieldResolver(() => Int, counted)
  async count(@Root() { organization }: VacantPosts, @Ctx() ctx: ReadContext) {
    return (await coverageCounts(ctx, organization)).VACANT_POSTS;
  }

  @pageCost
  @FieldResolver(() => connectionType(Post), listed('The posts'))
  posts(@Root() { organization }: VacantPosts, @Args(() => PageArgs) args: PageArgs, @Ctx() ctx: ReadContext) {
    return listVacantPosts(ctx, organization, { ...args, day: organization.moment?.asOf ?? ctx.actor.today });
  }
}
