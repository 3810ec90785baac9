import { fromGlobalId } from '../../graphql/ids';
import type { ReadContext } from '../../graphql/context';
import { can, inherited, type PermissionPage } from '../../graphql/rules';
import { visiblePerson } from '../people/person.queries';
import type { AnonymizePersonInput, ExportPersonalDataInput } from './personal-data.inputs';

/** Asked where the record is answered for, as every change of a person is. */
async function home(
  _parent: unknown,
  { input }: { input: ExportPersonalDataInput | AnonymizePersonInput },
  ctx: ReadContext,
) {
  const person = await visiblePerson(ctx).load(fromGlobalId('Person', input.personId));
  return person?.organizationId;
}

export const permissions: PermissionPage = {
  Mutation: {
    exportPersonalData: can('person:export', home, { seen: true }),
    anonymizePerson: can('person:anonymize', home, { seen: true }),
  },
  ExportPersonalDataPayload: inherited('document', 'userErrors'),
  AnonymizePersonPayload: inherited('person', 'userErrors'),
  PersonalDataError: inherited('field', 'message', 'code'),
};
