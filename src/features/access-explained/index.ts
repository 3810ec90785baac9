import type { Feature } from '../../graphql/schema';
import { permissions } from './access.permissions';
import { AccessDifferenceResolver } from './difference.resolver';
import { AccessExplanationResolver, AccessProofResolver, MissingAccessResolver } from './explanation.resolver';
import { ViewerCanResolver } from './viewer-can.resolver';
import { WhoCanResolver } from './who-can.resolver';

export const accessExplained: Feature = {
  resolvers: [
    ViewerCanResolver,
    AccessExplanationResolver,
    AccessProofResolver,
    MissingAccessResolver,
    WhoCanResolver,
    AccessDifferenceResolver,
  ],
  get permissions() {
    return permissions();
  },
};
