import type { Feature } from '../../graphql/schema';
import { permissions } from './import.permissions';
import { ImportMutations, ImportQuestionResolver, ImportRecognitionResolver } from './import.resolver';

export const imports: Feature = {
  resolvers: [ImportMutations, ImportRecognitionResolver, ImportQuestionResolver],
  permissions,
};
