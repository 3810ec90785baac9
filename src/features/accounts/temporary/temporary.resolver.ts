import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import type { Id } from '../../../database/id';
import { notFound } from '../../../errors';
import { connectionType, pageCost } from '../../../graphql/connection';
import { tenantOf, type ReadContext, type WriteContext } from '../../../graphql/context';
import { fromGlobalId } from '../../../graphql/ids';
import { Writes } from '../../../graphql/mutation';
import { Organization } from '../../organizations/organization.entity';
import { Grant } from '../grant.entity';
import { endTemporaryAccess } from './end-temporary-access';
import { takeTemporaryAccess } from './take-temporary-access';
import { EndTemporaryAccessInput, TakeTemporaryAccessInput, TemporaryAccessArgs } from './temporary.inputs';
import { EndTemporaryAccessPayload, TakeTemporaryAccessPayload } from './temporary.payloads';
import { listTemporaryAccesses, takenBeneath } from './temporary.queries';
import { temporaryAccessTaken } from './temporary.topic';

const GrantConnection = connectionType(Grant);

@Resolver()
export class TemporaryAccessResolver {
  @Writes({ structure: 'shared' })
  @Mutation(() => TakeTemporaryAccessPayload, {
    description:
      'Takes a role for oneself for at most 4 hours, with a reason; at once. It ends with the grant that allows it, beyond whose end it is refused. The administrators there are told, and every operation under it is on record.',
  })
  takeTemporaryAccess(
    @Arg('input', () => TakeTemporaryAccessInput) input: TakeTemporaryAccessInput,
    @Ctx() tx: WriteContext,
  ) {
    return takeTemporaryAccess(tx, input);
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => EndTemporaryAccessPayload, {
    description:
      'Hands an own temporary access back, at once; whoever administers the place from above takes it by `revokeRole`.',
  })
  endTemporaryAccess(
    @Arg('input', () => EndTemporaryAccessInput) input: EndTemporaryAccessInput,
    @Ctx() tx: WriteContext,
  ) {
    return endTemporaryAccess(tx, input);
  }

  @Subscription(() => Grant, {
    topics: temporaryAccessTaken,
    topicId: ({ context }) => tenantOf(context as ReadContext),
    description:
      'Each temporary access as it is taken at the organization or beneath it. Nothing is sent again: after a break, ask `temporaryAccesses` for what was missed.',
  })
  async temporaryAccessTaken(
    @Root() grantId: Id,
    @Arg('organizationId', () => ID, { description: 'Where, with everything beneath.' }) organizationId: string,
    @Ctx() ctx: ReadContext,
  ) {
    const grant = await takenBeneath(ctx, fromGlobalId('Organization', organizationId), grantId);
    if (!grant) throw notFound();
    return grant;
  }
}

@Resolver(() => Organization)
export class OrganizationTemporaryAccessResolver {
  @pageCost
  @FieldResolver(() => GrantConnection, {
    description:
      'Temporary accesses taken here or beneath, grouped by place, parents first, in each by time; those included that expired or were handed back.',
  })
  temporaryAccesses(
    @Root() organization: Organization,
    @Args(() => TemporaryAccessArgs) args: TemporaryAccessArgs,
    @Ctx() ctx: ReadContext,
  ) {
    return listTemporaryAccesses(ctx, organization, args);
  }
}
