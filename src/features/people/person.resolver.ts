import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ReadContext, WriteContext } from '../../graphql/context';
import { Writes } from '../../graphql/mutation';
import { Person } from './person.entity';
import { personFault } from './person.errors';
import { PersonBy, RegisterPersonInput, UpdatePersonInput } from './person.inputs';
import { RegisterPersonPayload, UpdatePersonPayload } from './person.payloads';
import { findPerson } from './person.queries';
import { registerPerson, updatePerson } from './person.service';
import { unseal } from './secrets';

const constraints = {
  person_tenant_id_external_reference_key: () =>
    personFault('DUPLICATE_REFERENCE', 'externalReference', {
      en: 'Another person has this reference.',
      zh: '该编号已被其他人员使用。',
    }),
};

@Resolver(() => Person)
export class PersonResolver {
  @Query(() => Person, {
    nullable: true,
    description: "One person. `NOT_FOUND` when absent or out of the viewer's reach.",
  })
  person(@Arg('by', () => PersonBy) by: PersonBy, @Ctx() ctx: ReadContext) {
    return findPerson(ctx, by);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Phone number; secret.' })
  phone(@Root() { tenantId, sealedPhone }: Person) {
    return sealedPhone && unseal(tenantId, sealedPhone);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Resident identity number (身份证号); secret.' })
  identityNumber(@Root() { tenantId, sealedIdentityNumber }: Person) {
    return sealedIdentityNumber && unseal(tenantId, sealedIdentityNumber);
  }

  @Writes({ structure: 'shared', constraints })
  @Mutation(() => RegisterPersonPayload, { description: 'Registers a person; a membership is a further step.' })
  registerPerson(@Arg('input', () => RegisterPersonInput) input: RegisterPersonInput, @Ctx() tx: WriteContext) {
    return registerPerson(tx, input);
  }

  @Writes({ structure: 'shared', constraints })
  @Mutation(() => UpdatePersonPayload, { description: "Changes a person's data." })
  updatePerson(@Arg('input', () => UpdatePersonInput) input: UpdatePersonInput, @Ctx() tx: WriteContext) {
    return updatePerson(tx, input);
  }
}
