import { Arg, Args, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ReadContext } from '../../graphql/context';
import type { CostBounds } from '../../graphql/cost';
import { Organization } from '../organizations/organization.entity';
import { Breakdown, Counts } from './counts.type';
import { breakdownLoader } from './breakdown.queries';
import { countsLoader } from './counts.queries';
import { RollUpArgs, rollUpOf } from './roll-up';

/** The rows there could be at most: the organizations of that level within the viewer's reach. */
export const breakdownSize = ({ level }: Record<string, unknown>, { ofLevel }: CostBounds) => ofLevel(String(level));

@Resolver(() => Organization)
export class OrganizationDashboardResolver {
  @Extensions({ cost: { weight: 1 } })
  @FieldResolver(() => Counts, {
    description: 'Counts of this organization and everything beneath it, today or on another day.',
  })
  async counts(@Root() organization: Organization, @Args(() => RollUpArgs) args: RollUpArgs, @Ctx() ctx: ReadContext) {
    return countsLoader(ctx).load(await rollUpOf(ctx, organization, args));
  }

  @Extensions({ cost: { role: 'container', size: breakdownSize, weight: 100 } })
  @FieldResolver(() => Breakdown, {
    description: 'Counts per street, or per whatever level, today or on another day: `breakdown(level: "STREET")`.',
  })
  async breakdown(
    @Root() organization: Organization,
    @Arg('level', () => String, { description: 'Code of the level.' }) level: string,
    @Arg('kind', () => String, { nullable: true, description: 'Only organizations of this kind.' })
    kind: string | undefined,
    @Args(() => RollUpArgs) args: RollUpArgs,
    @Ctx() ctx: ReadContext,
  ) {
    return breakdownLoader(ctx).load({ ...(await rollUpOf(ctx, organization, args)), level, kind });
  }
}
