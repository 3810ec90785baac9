import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'Names one person; give exactly one field.' })
export class PersonBy {
  @Field(() => ID, { nullable: true, description: 'His id.' })
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'His key in another register.' })
  externalReference?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'His phone number, however it is written. Finds among those whose phone number the viewer may read (`person:contact`), and only if it is the number of one of them alone. The search stands in the audit trail.',
  })
  phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'His resident identity number. Finds among those whose identity number the viewer may read (`person:identity`), and only if it is the number of one of them alone. The search stands in the audit trail.',
  })
  identityNumber?: string | null;
}

@InputType({ description: 'A person to be registered.' })
export class RegisterPersonInput {
  @Field({ description: 'Full name, 1 to 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'His key in another register; unique in the tenant.' })
  externalReference?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Phone number with 5 to 20 digits, `+`, `-` and blanks allowed. Kept encrypted.',
  })
  phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Resident identity number of 18 characters (身份证号). Kept encrypted.',
  })
  identityNumber?: string | null;

  @Field(() => ID, { description: 'The organization that answers for him, and whose users see him first.' })
  organizationId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input again returns the first result, for 24 hours.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'New data of a person; what is left out stays, null clears.' })
export class UpdatePersonInput {
  @Field(() => ID, { description: 'The person.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Full name, 1 to 200 characters.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'His key in another register; unique in the tenant.' })
  externalReference?: string | null;

  @Field(() => String, { nullable: true, description: 'Phone number. Kept encrypted.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'Resident identity number of 18 characters. Kept encrypted.' })
  identityNumber?: string | null;

  @Field(() => Int, { nullable: true, description: 'Refused with `STALE_VERSION` when the version is another by now.' })
  expectedVersion?: number | null;
}
