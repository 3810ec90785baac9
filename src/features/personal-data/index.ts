import type { Feature } from '../../graphql/schema';
import { permissions } from './personal-data.permissions';
import { PersonalDataResolver } from './personal-data.resolver';

export const personalData: Feature = { resolvers: [PersonalDataResolver], permissions };
