import { defineNode } from '../../graphql/node';
import type { Feature } from '../../graphql/schema';
import { AccountPersonResolver } from './account-person.resolver';
import { permissions } from './person.permissions';
import { visiblePerson } from './person.queries';
import { PersonResolver } from './person.resolver';

defineNode('Person', visiblePerson, ({ organizationId }) => organizationId);

export const people: Feature = { resolvers: [PersonResolver, AccountPersonResolver], permissions };
