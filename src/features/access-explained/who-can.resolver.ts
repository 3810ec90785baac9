import { Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { pageCost } from '../../graphql/connection';
import type { ReadContext } from '../../graphql/context';
import { Account } from '../accounts/account.entity';
import { visibleAccount, visibleGrant } from '../accounts/account.queries';
import { Grant } from '../accounts/grant.entity';
import { listWhoCan } from './who-can.queries';
import { WhoCanArgs, WhoCanConnection, WhoCanEdge } from './who-can.type';

@Resolver(() => WhoCanEdge)
export class WhoCanResolver {
  @pageCost
  @Query(() => WhoCanConnection, {
    nullable: true,
    description:
      'The accounts that may do something with a node today, suspended ones left out. For whoever may read grants where the node is at home. Give `first` or `last`, 1 to 100.',
  })
  whoCan(@Args(() => WhoCanArgs) args: WhoCanArgs, @Ctx() ctx: ReadContext) {
    return listWhoCan(ctx, args);
  }

  @FieldResolver(() => Account, {
    nullable: true,
    description: 'Who; null where the viewer may not read the account, as of those who administer from above.',
  })
  async account(@Root() { accountId }: WhoCanEdge, @Ctx() ctx: ReadContext) {
    return (await visibleAccount(ctx).load(accountId)) ?? null;
  }

  @Extensions({ cost: { size: 10 } })
  @FieldResolver(() => [Grant], { description: 'The grants by which it may; those that the viewer may read.' })
  async grants(@Root() { grantIds }: WhoCanEdge, @Ctx() ctx: ReadContext) {
    return (await Promise.all(grantIds.map((id) => visibleGrant(ctx).load(id)))).filter((grant) => grant !== undefined);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether some of it was given above what the viewer may read; those grants are not told.',
  })
  async isHeldAbove(@Root() edge: WhoCanEdge, @Ctx() ctx: ReadContext) {
    return (await this.grants(edge, ctx)).length < edge.grantIds.length;
  }
}
