import { Arg, Ctx, Extensions, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ReadContext } from '../../graphql/context';
import { ObjectType } from '../../graphql/object-type';
import { organizationAt } from '../organizations/history/tree-at.queries';
import { Impact } from '../organizations/organization.payloads';
import { breakdownLoader } from './breakdown.queries';
import { Breakdown } from './counts.type';
import { breakdownSize } from './dashboard.resolver';

@ObjectType({
  description: 'Counts by organization of one level, as they were without an act and as they are with it.',
})
class ImpactBreakdown {
  @Field(() => Breakdown, { description: 'Without it.' })
  before!: Breakdown;

  @Field(() => Breakdown, { description: 'With it.' })
  after!: Breakdown;
}

@Resolver(() => Impact)
export class ImpactDashboardResolver {
  @Extensions({ cost: { role: 'container', size: breakdownSize, weight: 200 } })
  @FieldResolver(() => ImpactBreakdown, {
    nullable: true,
    description:
      'Counts per street, or per whatever level, before and after, on the day of the act, beneath the lowest organization that stands above all it touches; null where the viewer may not read that one, or nothing was touched.',
  })
  async breakdown(
    @Root() { moment, before, effectiveOn, organizationId }: Impact,
    @Arg('level', () => String, { description: 'Code of the level.' }) level: string,
    @Ctx() ctx: ReadContext,
  ) {
    if (!moment || !before || !effectiveOn || !organizationId) return null;
    const read = async (knownAt: string) => {
      const at = { asOf: effectiveOn, knownAt };
      const root = await organizationAt(ctx).load({ id: organizationId, moment: at });
      return root && breakdownLoader(ctx).load({ root, moment: at, restated: false, level, kind: null });
    };
    const [was, is] = [await read(before), await read(moment)];
    return was && is ? { before: was, after: is } : null;
  }
}
