import { Field } from 'type-graphql';
import { ObjectType } from '../../graphql/object-type';
import { Account } from './account.entity';
import { AccountError } from './account.errors';

@ObjectType({ description: 'Result of a change of an account.' })
abstract class AccountPayload {
  @Field(() => Account, { nullable: true, description: 'As it is now; null when refused.' })
  account?: Account | null;

  @Field(() => [AccountError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: AccountError[];
}

@ObjectType({ description: 'Result of `inviteAccount`.' })
export class InviteAccountPayload extends AccountPayload {}

@ObjectType({ description: 'Result of `suspendAccount`.' })
export class SuspendAccountPayload extends AccountPayload {}

@ObjectType({ description: 'Result of `restoreAccount`.' })
export class RestoreAccountPayload extends AccountPayload {}
