import { Field, Int, ObjectType } from 'type-graphql';
import { OrganizationError } from './organization.errors';
import { Organization } from './organization.entity';

@ObjectType({ description: 'What an act touches, told by a dry run as by the act itself.' })
export class Impact {
  @Field(() => Int, { description: 'Organizations touched, the one named included.' })
  organizations!: number;

  @Field(() => Int, { description: 'Active members in them (PROBATIONARY and FULL).' })
  members!: number;

  @Field(() => Int, { description: 'Grants that reach them afterwards and did not before.' })
  grantsGained!: number;

  @Field(() => Int, { description: 'Grants that reached them before and no longer do.' })
  grantsLost!: number;
}

/** The payload of a structural act. */
@ObjectType({ description: 'Result of a structural act.' })
abstract class StructuralPayload {
  @Field(() => Organization, {
    nullable: true,
    description: 'As it is now, or as it would be after a dry run; null when refused.',
  })
  organization?: Organization | null;

  @Field(() => Impact, { nullable: true, description: 'What was, or would be, touched; null when refused.' })
  impact?: Impact | null;

  @Field(() => [OrganizationError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: OrganizationError[];
}

@ObjectType({ description: 'Result of `createOrganization`.' })
export class CreateOrganizationPayload extends StructuralPayload {}

@ObjectType({ description: 'Result of `moveOrganization`.' })
export class MoveOrganizationPayload extends StructuralPayload {}

@ObjectType({ description: 'Result of `dissolveOrganization`.' })
export class DissolveOrganizationPayload extends StructuralPayload {}

@ObjectType({ description: 'Result of `updateOrganization`.' })
export class UpdateOrganizationPayload {
  @Field(() => Organization, { nullable: true, description: 'As it is now; null when refused.' })
  organization?: Organization | null;

  @Field(() => [OrganizationError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: OrganizationError[];
}
