import { Field, Int } from 'type-graphql';
import { ObjectType } from '../../graphql/object-type';
import { OrganizationError } from './organization.errors';
import { Organization } from './organization.entity';

@ObjectType({ description: 'What an act touches, told by a dry run as by the act itself.' })
export class Impact {
  @Field(() => Int, { description: 'Organizations touched, the one named included.' })
  organizations!: number;

  @Field(() => Int, { description: 'Active members in them (PROBATIONARY and FULL).' })
  members!: number;

  @Field(() => Int, { nullable: true, description: 'Grids that belong to them, or went over.' })
  grids?: number | null;

  @Field(() => Int, { description: 'Grants that reach them afterwards and did not before.' })
  grantsGained!: number;

  @Field(() => Int, { description: 'Grants that reached them before and no longer do.' })
  grantsLost!: number;

  /** The moment under which a structural act is recorded, and the last one before it, as PostgreSQL writes them. */
  moment?: string;
  before?: string;
  /** The day of the act, and the lowest organization above all that it touches. */
  effectiveOn?: string;
  organizationId?: string;
}

/** The payload of a structural act. */
@ObjectType({ description: 'Result of a structural act.' })
export abstract class StructuralPayload {
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

@ObjectType({ description: 'Result of `updateOrganization`.' })
export class UpdateOrganizationPayload {
  @Field(() => Organization, { nullable: true, description: 'As it is now; null when refused.' })
  organization?: Organization | null;

  @Field(() => [OrganizationError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: OrganizationError[];
}
