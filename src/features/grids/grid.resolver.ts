import { Args, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionType, pageCost } from '../../graphql/connection';
import type { ReadContext } from '../../graphql/context';
import { ReachArgs } from '../../graphql/reach';
import { MomentArgs } from '../organizations/history/moment';
import { organizationAt, standAt } from '../organizations/history/tree-at.queries';
import { Organization } from '../organizations/organization.entity';
import { visibleOrganization } from '../organizations/organization.queries';
import { Grid } from './grid.entity';
import { buildingGroups, listGrids } from './grid.queries';

const GridConnection = connectionType(Grid);

@Resolver(() => Grid)
export class GridResolver {
  @FieldResolver(() => Organization, { description: 'The branch it belongs to.' })
  organization(@Root() { organizationId, moment }: Grid, @Ctx() ctx: ReadContext) {
    return moment
      ? organizationAt(ctx).load({ id: organizationId, moment })
      : visibleOrganization(ctx).load(organizationId);
  }

  @Extensions({ cost: { size: 50 } })
  @FieldResolver(() => [Organization], { description: 'The building groups it covers, in order.' })
  buildingGroups(@Root() grid: Grid, @Ctx() ctx: ReadContext) {
    return buildingGroups(ctx).load(grid.id);
  }
}

@Resolver(() => Organization)
export class OrganizationGridsResolver {
  @pageCost
  @FieldResolver(() => GridConnection, {
    description: 'Grids here, or here and beneath, grouped by place, parents first.',
  })
  async grids(
    @Root() organization: Organization,
    @Args(() => ReachArgs) args: ReachArgs,
    @Args(() => MomentArgs) at: MomentArgs,
    @Ctx() ctx: ReadContext,
  ) {
    return listGrids(ctx, await standAt(ctx, organization, at), args);
  }
}
