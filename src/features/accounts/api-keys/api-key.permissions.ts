import { fromGlobalId } from '../../../graphql/ids';
import { and, can, inherited, scoped, type PermissionPage } from '../../../graphql/rules';
import { administeredAccount } from '../account.locate';
import type {
  CreateApiKeyInput,
  CreateServiceAccountInput,
  RevokeApiKeyInput,
  RotateApiKeyInput,
} from './api-key.inputs';
import { administeredApiKey } from './api-key.locate';

const place = (_parent: unknown, { input }: { input: CreateServiceAccountInput | CreateApiKeyInput }) =>
  fromGlobalId('Organization', input.organizationId);
const ofKey = can<unknown, { input: RotateApiKeyInput | RevokeApiKeyInput }>(
  'account:write',
  (_parent, { input }, ctx) => administeredApiKey(ctx, input.apiKeyId),
  { strictly: true, seen: true },
);
const newKeyPayload = inherited('apiKey', 'secret', 'userErrors');

export const permissions: PermissionPage = {
  Mutation: {
    createServiceAccount: can('account:write', place, { strictly: true }),
    // Nobody makes a key that reaches to his own place, nor one of an account that does not belong beneath him.
    createApiKey: and(
      can('account:write', place, { strictly: true }),
      can<unknown, { input: CreateApiKeyInput }>(
        'account:write',
        (_parent, { input }, ctx) => administeredAccount(ctx, input.accountId),
        { strictly: true, seen: true },
      ),
    ),
    rotateApiKey: ofKey,
    revokeApiKey: ofKey,
  },
  Account: { ...inherited('kind'), apiKeys: scoped('account:read') },
  ApiKey: {
    ...inherited('id', 'name', 'prefix', 'role', 'createdAt', 'expiresAt', 'lastUsedAt', 'revokedAt', 'isUsable'),
    ...inherited('replacedBy'),
    organization: scoped('organization:read'),
  },
  CreateServiceAccountPayload: inherited('account', 'userErrors'),
  CreateApiKeyPayload: newKeyPayload,
  RotateApiKeyPayload: newKeyPayload,
  RevokeApiKeyPayload: inherited('apiKey', 'userErrors'),
  ApiKeyError: inherited('field', 'message', 'code'),
};
