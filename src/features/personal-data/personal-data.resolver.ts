import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { WriteContext } from '../../graphql/context';
import { Writes } from '../../graphql/mutation';
import { anonymizePerson } from './anonymize-person';
import { exportPersonalData } from './export-personal-data';
import { AnonymizePersonInput, ExportPersonalDataInput } from './personal-data.inputs';
import { AnonymizePersonPayload, ExportPersonalDataPayload } from './personal-data.payloads';

@Resolver()
export class PersonalDataResolver {
  @Writes({ structure: 'shared' })
  @Mutation(() => ExportPersonalDataPayload, {
    description:
      'Hands out all that is held on a person, in every organization of the tenant, as he may ask for it. Stands in the audit trail with its purpose.',
  })
  exportPersonalData(
    @Arg('input', () => ExportPersonalDataInput) input: ExportPersonalDataInput,
    @Ctx() tx: WriteContext,
  ) {
    return exportPersonalData(tx, input);
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => AnonymizePersonPayload, {
    description:
      'Takes name, numbers and references of a former member away for good; his memberships and appointments stay, nameless, so that every count stays. Cannot be undone.',
  })
  anonymizePerson(@Arg('input', () => AnonymizePersonInput) input: AnonymizePersonInput, @Ctx() tx: WriteContext) {
    return anonymizePerson(tx, input);
  }
}
