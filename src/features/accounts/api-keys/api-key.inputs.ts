import { Field, ID, InputType, Int } from 'type-graphql';
import { Role } from '../../../access/permission';

@InputType({ description: 'An account for a program, strictly beneath the own organization.' })
export class CreateServiceAccountInput {
  @Field(() => ID, { description: 'Where it belongs: who administers that from above administers it.' })
  organizationId!: string;

  @Field({ description: 'Unique in the tenant, 1 to 200 characters.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input again returns the first result, for 24 hours.',
  })
  idempotencyKey?: string | null;
}

@InputType({
  description:
    'A key of a service account. There is no idempotency key: the secret is kept nowhere, so it could not be told again.',
})
export class CreateApiKeyInput {
  @Field(() => ID, { description: 'The service account that it speaks for; it belongs strictly beneath.' })
  accountId!: string;

  @Field({ description: 'What it is for, 1 to 200 characters.' })
  name!: string;

  @Field(() => ID, {
    description: 'It reaches no further than here and beneath, whatever the account may; strictly beneath.',
  })
  organizationId!: string;

  @Field(() => Role, {
    nullable: true,
    description: 'It lends this role of the account alone; every one when left out.',
  })
  role?: Role | null;

  @Field(() => Date, {
    nullable: true,
    description: 'From this moment on it no longer works; at most 366 days ahead, 90 days when left out.',
  })
  expiresAt?: Date | null;
}

@InputType({ description: 'A key to be replaced by another of the same scope and lifetime.' })
export class RotateApiKeyInput {
  @Field(() => ID, { description: 'The key; one that works, and was not replaced yet.' })
  apiKeyId!: string;

  @Field(() => Int, {
    defaultValue: 24,
    description: 'How many hours the old one goes on working, 0 to 168; never longer than it would have anyway.',
  })
  overlapHours!: number;
}

@InputType({ description: 'A key to take back, at once.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'The key.' })
  apiKeyId!: string;
}
