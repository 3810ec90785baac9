import { fromGlobalId } from '../../graphql/ids';
import { can, inherited, scoped, within, type PermissionPage } from '../../graphql/rules';
import type { RegisterPersonInput, UpdatePersonInput } from './person.inputs';
import type { Person } from './person.entity';
import { visiblePerson } from './person.queries';

const home = ({ organizationId }: Person) => organizationId;

export const permissions: PermissionPage = {
  Query: { person: within('person:read') },
  Mutation: {
    registerPerson: can<unknown, { input: RegisterPersonInput }>('person:write', (_parent, { input }) =>
      fromGlobalId('Organization', input.organizationId),
    ),
    // Asked where the record is answered for: to have been a member elsewhere gives no hold on it.
    updatePerson: can<unknown, { input: UpdatePersonInput }>(
      'person:write',
      async (_parent, { input }, ctx) => {
        const person = await visiblePerson(ctx).load(fromGlobalId('Person', input.id));
        return person?.organizationId;
      },
      { seen: true },
    ),
  },
  Account: { person: scoped('person:read') },
  Person: {
    ...inherited('id', 'name', 'pinyin', 'externalReference', 'version', 'anonymizedAt'),
    ...inherited('phoneMasked', 'identityNumberMasked'),
    phone: can('person:contact', home, { seen: true }),
    identityNumber: can('person:identity', home, { seen: true }),
  },
  RegisterPersonPayload: inherited('person', 'userErrors'),
  UpdatePersonPayload: inherited('person', 'userErrors'),
  PersonError: inherited('field', 'message', 'code'),
};
