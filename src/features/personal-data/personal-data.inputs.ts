import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'Whose data is wanted, and what for.' })
export class ExportPersonalDataInput {
  @Field(() => ID, { description: 'The person.' })
  personId!: string;

  @Field({ description: 'Why, in 1 to 200 characters; stands in the audit trail.' })
  purpose!: string;
}

@InputType({ description: 'Whose data is to be taken away for good, and why.' })
export class AnonymizePersonInput {
  @Field(() => ID, { description: 'The person.' })
  personId!: string;

  @Field({ description: 'Why, in 1 to 200 characters; stands in the audit trail, so it should not name him.' })
  reason!: string;

  @Field(() => Int, { nullable: true, description: 'Refused with `STALE_VERSION` when the version is another by now.' })
  expectedVersion?: number | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Answers the same and writes nothing.' })
  dryRun?: boolean | null;
}
