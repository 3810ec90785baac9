import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { connectionType, PageArgs, pageCost } from '../../graphql/connection';
import type { ReadContext, WriteContext } from '../../graphql/context';
import { Writes } from '../../graphql/mutation';
import { Organization } from '../organizations/organization.entity';
import { visibleOrganization } from '../organizations/organization.queries';
import { Account } from './account.entity';
import { accountFault, nameTaken } from './account.errors';
import { InviteAccountPayload, RestoreAccountPayload, SuspendAccountPayload } from './account.payloads';
import { visibleAccount } from './account.queries';
import { InviteAccountInput, RestoreAccountInput, SuspendAccountInput } from './administration.inputs';
import { Grant } from './grant.entity';
import { listGrantsOfAccount } from './grant.lists';
import { inviteAccount } from './invite-account';
import { loginsOfAccount } from './login.queries';
import { Login } from './login.type';
import { restoreAccount, suspendAccount } from './suspend-account';

const GrantConnection = connectionType(Grant);

const constraints = {
  account_tenant_id_name_key: nameTaken,
  login_once: () =>
    accountFault('SUBJECT_TAKEN', 'subject', {
      en: 'This subject has an account already.',
      zh: '该登录主体已有账号。',
    }),
};

@Resolver(() => Account)
export class AccountResolver {
  @FieldResolver(() => Organization, {
    nullable: true,
    description:
      'Where it belongs; null where the viewer may not read that, as he may see his own account from elsewhere.',
  })
  async organization(@Root() { organizationId }: Account, @Ctx() ctx: ReadContext) {
    return (await visibleOrganization(ctx).load(organizationId)) ?? null;
  }

  @FieldResolver(() => Account, {
    nullable: true,
    description: 'Who invited it; null where the viewer may not read that account, and for the first of a tenant.',
  })
  async invitedBy(@Root() { invitedBy }: Account, @Ctx() ctx: ReadContext) {
    return (invitedBy && (await visibleAccount(ctx).load(invitedBy))) || null;
  }

  @Extensions({ cost: { size: 10, distinct: true } })
  @FieldResolver(() => [Login], { nullable: true, description: 'Whose tokens speak for it, oldest first.' })
  logins(@Root() { id }: Account, @Ctx() ctx: ReadContext) {
    return loginsOfAccount(ctx).load(id);
  }

  @pageCost
  @FieldResolver(() => GrantConnection, {
    description:
      'Grants that it holds or held and that were not taken back, of those that the viewer may read; oldest first. Give `first` or `last`, 1 to 100.',
  })
  grants(@Root() { id }: Account, @Args(() => PageArgs) args: PageArgs, @Ctx() ctx: ReadContext) {
    return listGrantsOfAccount(ctx, id, args);
  }

  @Writes({ structure: 'shared', constraints })
  @Mutation(() => InviteAccountPayload, {
    description: 'Makes an account strictly beneath the own organization, for a subject who may sign in from then on.',
  })
  inviteAccount(@Arg('input', () => InviteAccountInput) input: InviteAccountInput, @Ctx() tx: WriteContext) {
    return inviteAccount(tx, input);
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => SuspendAccountPayload, {
    description: 'Keeps an account strictly beneath the own organization from signing in, from its next request on.',
  })
  suspendAccount(@Arg('input', () => SuspendAccountInput) input: SuspendAccountInput, @Ctx() tx: WriteContext) {
    return suspendAccount(tx, input);
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => RestoreAccountPayload, {
    description: 'Lets a suspended account strictly beneath the own organization sign in again.',
  })
  restoreAccount(@Arg('input', () => RestoreAccountInput) input: RestoreAccountInput, @Ctx() tx: WriteContext) {
    return restoreAccount(tx, input);
  }
}
