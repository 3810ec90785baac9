import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionType, PageArgs, pageCost } from '../../graphql/connection';
import type { ReadContext } from '../../graphql/context';
import { Account } from './account.entity';
import { visibleAccount, visibleGrant } from './account.queries';
import { Grant } from './grant.entity';
import { listDelegated } from './grant.lists';

const GrantConnection = connectionType(Grant);

@Resolver(() => Grant)
export class DelegationResolver {
  @FieldResolver(() => Account, {
    nullable: true,
    description:
      'Who gave it; null where the viewer may not read accounts, and for what the operator of the machine gave.',
  })
  async grantedBy(@Root() { grantedBy }: Grant, @Ctx() ctx: ReadContext) {
    return (grantedBy && (await visibleAccount(ctx).load(grantedBy))) || null;
  }

  @FieldResolver(() => Grant, {
    nullable: true,
    description: 'The grant by which its giver could give it; null where the viewer may not read that.',
  })
  async delegatedFrom(@Root() { delegatedFrom }: Grant, @Ctx() ctx: ReadContext) {
    return (delegatedFrom && (await visibleGrant(ctx).load(delegatedFrom))) || null;
  }

  @pageCost
  @FieldResolver(() => GrantConnection, {
    description:
      'What was delegated from it, and from that, to the end of the chain, and not taken back; oldest first. Give `first` or `last`, 1 to 100.',
  })
  delegated(@Root() { id }: Grant, @Args(() => PageArgs) args: PageArgs, @Ctx() ctx: ReadContext) {
    return listDelegated(ctx, id, args);
  }
}
