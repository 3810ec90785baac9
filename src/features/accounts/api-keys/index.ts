import { defineNode } from '../../../graphql/node';
import type { Feature } from '../../../graphql/schema';
import { ApiKeyMutations } from './api-key.mutations';
import { permissions } from './api-key.permissions';
import { visibleApiKey } from './api-key.queries';
import { AccountApiKeysResolver, ApiKeyResolver } from './api-key.resolver';

defineNode('ApiKey', visibleApiKey, ({ homeId }) => homeId);

export const apiKeys: Feature = {
  resolvers: [ApiKeyResolver, AccountApiKeysResolver, ApiKeyMutations],
  permissions,
};
