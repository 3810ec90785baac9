import { Field } from 'type-graphql';
import { ObjectType } from '../../../graphql/object-type';
import { Account } from '../account.entity';
import { AccountError } from '../account.errors';
import { ApiKey } from './api-key.entity';
import { ApiKeyError } from './api-key.errors';

@ObjectType({ description: 'Result of `createServiceAccount`.' })
export class CreateServiceAccountPayload {
  @Field(() => Account, {
    nullable: true,
    description: 'The new account, which may do nothing yet; null when refused.',
  })
  account?: Account | null;

  @Field(() => [AccountError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: AccountError[];
}

@ObjectType({ description: 'Result of `revokeApiKey`.' })
export class RevokeApiKeyPayload {
  @Field(() => ApiKey, { nullable: true, description: 'As it is now; null when refused.' })
  apiKey?: ApiKey | null;

  @Field(() => [ApiKeyError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: ApiKeyError[];
}

@ObjectType({ description: 'Result of a mutation that makes a key.' })
abstract class NewApiKeyPayload {
  @Field(() => ApiKey, { nullable: true, description: 'The new key; null when refused.' })
  apiKey?: ApiKey | null;

  @Field(() => String, {
    nullable: true,
    description: 'The whole key, to be sent as a bearer token. Shown this once and kept nowhere; null when refused.',
  })
  secret?: string | null;

  @Field(() => [ApiKeyError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: ApiKeyError[];
}

@ObjectType({ description: 'Result of `createApiKey`.' })
export class CreateApiKeyPayload extends NewApiKeyPayload {}

@ObjectType({ description: 'Result of `rotateApiKey`.' })
export class RotateApiKeyPayload extends NewApiKeyPayload {}
