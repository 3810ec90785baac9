import { Field } from 'type-graphql';
import { ObjectType } from '../../graphql/object-type';
import { Person } from './person.entity';
import { PersonError } from './person.errors';

@ObjectType({ description: 'Result of a change of a person.' })
abstract class PersonPayload {
  @Field(() => Person, { nullable: true, description: 'As he is on record now; null when refused.' })
  person?: Person | null;

  @Field(() => [PersonError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: PersonError[];
}

@ObjectType({ description: 'Result of `registerPerson`.' })
export class RegisterPersonPayload extends PersonPayload {}

@ObjectType({ description: 'Result of `updatePerson`.' })
export class UpdatePersonPayload extends PersonPayload {}
