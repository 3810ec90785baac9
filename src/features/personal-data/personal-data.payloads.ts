import { GraphQLJSONObject } from 'graphql-scalars';
import { Field } from 'type-graphql';
import { ObjectType } from '../../graphql/object-type';
import { Person } from '../people/person.entity';
import { PersonalDataError } from './personal-data.errors';

@ObjectType({ description: 'Result of `exportPersonalData`.' })
export class ExportPersonalDataPayload {
  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description:
      'All that is held on him: `exportedAt`, `person` with his numbers in the clear, and lists of `memberships`, `membershipVersions` (what was believed of them, and when), `appointments` and `auditEntries` about these. Of others it names ids alone. Null when refused.',
  })
  document?: object | null;

  @Field(() => [PersonalDataError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: PersonalDataError[];
}

@ObjectType({ description: 'Result of `anonymizePerson`.' })
export class AnonymizePersonPayload {
  @Field(() => Person, { nullable: true, description: 'What is left on record of him; null when refused.' })
  person?: Person | null;

  @Field(() => [PersonalDataError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: PersonalDataError[];
}
