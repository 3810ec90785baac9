import { Args, Ctx, Extensions, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { largestPage } from '../../database/page';
import type { ReadContext } from '../../graphql/context';
import { Organization } from '../organizations/organization.entity';
import { visibleOrganization } from '../organizations/organization.queries';
import { listDifferences } from './list-differences';
import { countAlike } from './difference.queries';
import { AccessDiffArgs, AccessDiffConnection, AccessDifference } from './difference.type';

@Resolver(() => AccessDifference)
export class AccessDifferenceResolver {
  // As a breakdown: what is asked of the history is more than a page.
  @Extensions({
    cost: {
      role: 'container',
      weight: 100,
      size: ({ first, last }: AccessDiffArgs) => Math.max(0, Math.min(first ?? last ?? largestPage, largestPage)),
    },
  })
  @Query(() => AccessDiffConnection, {
    nullable: true,
    description:
      'Where what an account may do differs between the ends of two days: by its grants, their ends and revocations, and by moves of organizations as they are known now; roles allow what they allow today. For whoever may read grants where the account belongs, and of the own account. `NOT_FOUND` when it is absent or out of reach. Give `first` or `last`, 1 to 100.',
  })
  accessDiff(@Args(() => AccessDiffArgs) args: AccessDiffArgs, @Ctx() ctx: ReadContext) {
    return listDifferences(ctx, args);
  }

  @FieldResolver(() => Organization, { description: 'Where the change begins, as the organization is today.' })
  organization(@Root() { organizationId }: AccessDifference, @Ctx() ctx: ReadContext) {
    return visibleOrganization(ctx).load(organizationId);
  }

  @Extensions({ cost: { weight: 1 } })
  @FieldResolver(() => Int, {
    description:
      'How many organizations change alike: it and those beneath, as the tree stands on the later day; dissolved ones do not count.',
  })
  organizations(@Root() difference: AccessDifference, @Ctx() ctx: ReadContext) {
    return countAlike(ctx).load(difference);
  }
}
