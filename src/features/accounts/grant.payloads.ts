import { Field, ObjectType } from 'type-graphql';
import { Grant } from './grant.entity';
import { GrantError } from './grant.errors';

@ObjectType({ description: 'Result of a change of grants.' })
abstract class GrantPayload {
  @Field(() => Grant, { nullable: true, description: 'As it is now; null when refused.' })
  grant?: Grant | null;

  @Field(() => [GrantError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: GrantError[];
}

@ObjectType({ description: 'Result of `grantRole`.' })
export class GrantRolePayload extends GrantPayload {}

@ObjectType({ description: 'Result of `revokeRole`.' })
export class RevokeRolePayload extends GrantPayload {}
