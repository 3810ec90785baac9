import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ReadContext } from '../../graphql/context';
import { Impact } from '../organizations/organization.payloads';
import { brokenRules } from './broken-rules.queries';
import { BrokenRule } from './coverage.type';

@Resolver(() => Impact)
export class ImpactCoverageResolver {
  @Extensions({ cost: { size: 5, weight: 20 } })
  @FieldResolver(() => [BrokenRule], {
    description:
      'Rules of the grids that more breaks after the act than before, in all that the viewer reads, on the day from which the act holds; empty where nothing grew. Which building groups a grid covers, and which posts there are, is that of today.',
  })
  brokenRules(@Root() impact: Impact, @Ctx() ctx: ReadContext) {
    return brokenRules(ctx, impact);
  }
}
