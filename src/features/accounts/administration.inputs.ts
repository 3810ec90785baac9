import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'Someone who is to sign in. What he may do is given to him by grants, afterwards.' })
export class InviteAccountInput {
  @Field(() => ID, { description: 'Where the account belongs: who administers it follows from that.' })
  organizationId!: string;

  @Field({ description: 'Name of the account, 1 to 200 characters; unique in the tenant.' })
  name!: string;

  @Field({
    description:
      'Whom his tokens name, their claim `sub`, to the letter: 1 to 255 characters. Once in a tenant; in others he may have further accounts.',
  })
  subject!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Who issues his tokens, their claim `iss`, to the letter: 1 to 255 characters. When left out, who issues those of the inviter.',
  })
  issuer?: string | null;

  @Field(() => ID, { nullable: true, description: 'The person on record who he is, where there is one.' })
  personId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input again returns the first result, for 24 hours.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'An account that may not sign in for the time being; its grants stay as they are.' })
export class SuspendAccountInput {
  @Field(() => ID, { description: 'Which one.' })
  accountId!: string;

  @Field({ description: 'Why, in 1 to 1,000 characters; stands in the audit trail.' })
  reason!: string;
}

@InputType({ description: 'A suspended account that may sign in again, with the grants that hold by then.' })
export class RestoreAccountInput {
  @Field(() => ID, { description: 'Which one.' })
  accountId!: string;

  @Field({ description: 'Why, in 1 to 1,000 characters; stands in the audit trail.' })
  reason!: string;
}
