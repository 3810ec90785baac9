import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ReadContext, WriteContext } from '../../graphql/context';
import { Writes } from '../../graphql/mutation';
import { Person } from './person.entity';
import { personFault } from './person.errors';
import { PersonBy, RegisterPersonInput, UpdatePersonInput } from './person.inputs';
import { RegisterPersonPayload, UpdatePersonPayload } from './person.payloads';
import { findPerson } from './person.queries';
import { registerPerson, updatePerson } from './person.service';
import { disclose } from './disclose';

const constraints = {
  person_tenant_id_external_reference_key: () =>
    personFault('DUPLICATE_REFERENCE', 'externalReference', {
      en: 'Another person has this reference.',
      zh: '该编号已被其他人员使用。',
    }),
};

const purposeDescription = 'Why it is read, in up to 200 characters; stands in the audit trail.';

@Resolver(() => Person)
export class PersonResolver {
  @Query(() => Person, {
    nullable: true,
    description: "One person. `NOT_FOUND` when absent or out of the viewer's reach.",
  })
  person(@Arg('by', () => PersonBy) by: PersonBy, @Ctx() ctx: ReadContext) {
    return findPerson(ctx, by);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Phone number; secret. Each read stands in the audit trail.',
  })
  phone(
    @Root() person: Person,
    @Arg('purpose', () => String, { nullable: true, description: purposeDescription }) purpose: string | null,
    @Ctx() ctx: ReadContext,
  ) {
    return disclose(ctx, person, 'phone', person.sealedPhone, purpose);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Resident identity number (身份证号); secret. Each read stands in the audit trail.',
  })
  identityNumber(
    @Root() person: Person,
    @Arg('purpose', () => String, { nullable: true, description: purposeDescription }) purpose: string | null,
    @Ctx() ctx: ReadContext,
  ) {
    return disclose(ctx, person, 'identityNumber', person.sealedIdentityNumber, purpose);
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
