import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { WriteContext } from '../../../graphql/context';
import { Writes } from '../../../graphql/mutation';
import { nameTaken } from '../account.errors';
import { CreateApiKeyInput, CreateServiceAccountInput, RevokeApiKeyInput, RotateApiKeyInput } from './api-key.inputs';
import {
  CreateApiKeyPayload,
  CreateServiceAccountPayload,
  RevokeApiKeyPayload,
  RotateApiKeyPayload,
} from './api-key.payloads';
import { createApiKey } from './create-api-key';
import { createServiceAccount } from './create-service-account';
import { revokeApiKey, rotateApiKey } from './end-api-key';

const constraints = { account_tenant_id_name_key: nameTaken };

@Resolver()
export class ApiKeyMutations {
  @Writes({ structure: 'shared', constraints })
  @Mutation(() => CreateServiceAccountPayload, {
    description:
      'Creates an account for a program, strictly beneath the own organization. It may do nothing before it is granted a role.',
  })
  createServiceAccount(
    @Arg('input', () => CreateServiceAccountInput) input: CreateServiceAccountInput,
    @Ctx() tx: WriteContext,
  ) {
    return createServiceAccount(tx, input);
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => CreateApiKeyPayload, {
    description: 'Makes an API key of a service account. Both lie strictly beneath the own organization.',
  })
  createApiKey(@Arg('input', () => CreateApiKeyInput) input: CreateApiKeyInput, @Ctx() tx: WriteContext) {
    return createApiKey(tx, input);
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => RotateApiKeyPayload, {
    description: 'Replaces an API key by a new one of the same scope and lifetime; both work during the overlap.',
  })
  rotateApiKey(@Arg('input', () => RotateApiKeyInput) input: RotateApiKeyInput, @Ctx() tx: WriteContext) {
    return rotateApiKey(tx, input);
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => RevokeApiKeyPayload, {
    description:
      'Takes an API key back, at once: also what is being sent with it right now is refused from the next field on.',
  })
  revokeApiKey(@Arg('input', () => RevokeApiKeyInput) input: RevokeApiKeyInput, @Ctx() tx: WriteContext) {
    return revokeApiKey(tx, input);
  }
}
