import { Field } from 'type-graphql';
import { ObjectType } from '../../../graphql/object-type';
import { Grant } from '../grant.entity';
import { TemporaryAccessError } from './temporary.errors';

@ObjectType({ description: 'Result of a change of a temporary access.' })
abstract class TemporaryAccessPayload {
  @Field(() => Grant, { nullable: true, description: 'As it is now; null when refused.' })
  grant?: Grant | null;

  @Field(() => [TemporaryAccessError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: TemporaryAccessError[];
}

@ObjectType({ description: 'Result of `takeTemporaryAccess`.' })
export class TakeTemporaryAccessPayload extends TemporaryAccessPayload {}

@ObjectType({ description: 'Result of `endTemporaryAccess`.' })
export class EndTemporaryAccessPayload extends TemporaryAccessPayload {}
