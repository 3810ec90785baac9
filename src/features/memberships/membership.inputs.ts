import { ArgsType, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { ReachArgs } from '../../graphql/reach';
import { DateScalar } from '../../graphql/scalars';
import { MembershipEnd, MembershipStatus } from './membership.status';

export enum ErrorPolicy {
  REJECT_EVERYTHING = 'REJECT_EVERYTHING',
  REJECT_FAILED_ROWS = 'REJECT_FAILED_ROWS',
}
registerEnumType(ErrorPolicy, {
  name: 'ErrorPolicy',
  description: 'What becomes of a bulk call in which some rows are at fault.',
  valuesConfig: {
    REJECT_EVERYTHING: { description: 'Nothing is written unless every row is right.' },
    REJECT_FAILED_ROWS: { description: 'The right rows are written, the others are reported.' },
  },
});

@ArgsType()
export class MembershipArgs extends ReachArgs {
  @Field(() => [MembershipStatus], {
    nullable: true,
    description: 'Only memberships of these statuses; all when left out.',
  })
  status?: MembershipStatus[] | null;
}

@InputType({ description: 'A person to become a member of an organization.' })
export class AssignMembershipInput {
  @Field(() => ID, { description: 'Who.' })
  personId!: string;

  @Field(() => ID, { description: 'Where.' })
  organizationId!: string;

  @Field(() => MembershipStatus, { description: 'As what.' })
  status!: MembershipStatus;

  @Field(() => DateScalar, { description: 'First day on which it holds.' })
  startedOn!: string;

  @Field(() => String, { nullable: true, description: 'Its key in another register; unique among open memberships.' })
  externalReference?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input again returns the first result, for 24 hours.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'The end of one membership and the beginning of the next, on the same day.' })
export class ReassignMembershipInput {
  @Field(() => ID, { description: 'The membership that ends.' })
  membershipId!: string;

  @Field(() => ID, { description: 'Where the next one is.' })
  organizationId!: string;

  @Field(() => DateScalar, { description: 'First day in the new place; later than the membership began.' })
  effectiveOn!: string;

  @Field(() => Int, { nullable: true, description: 'Refused with `STALE_VERSION` when the version is another by now.' })
  expectedVersion?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input again returns the first result, for 24 hours.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A step forward in status.' })
export class ChangeMembershipStatusInput {
  @Field(() => ID, { description: 'The membership.' })
  membershipId!: string;

  @Field(() => MembershipStatus, { description: 'The next status.' })
  status!: MembershipStatus;

  @Field(() => DateScalar, {
    description: 'First day of the new status, today or earlier, not before the present one began.',
  })
  effectiveOn!: string;

  @Field(() => Int, { nullable: true, description: 'Refused with `STALE_VERSION` when the version is another by now.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'The end of a membership.' })
export class EndMembershipInput {
  @Field(() => ID, { description: 'The membership.' })
  membershipId!: string;

  @Field(() => DateScalar, { description: 'First day on which it no longer holds; later than it began.' })
  endedOn!: string;

  @Field(() => MembershipEnd, { description: 'Why; REASSIGNED is written by `reassignMembership` alone.' })
  reason!: MembershipEnd;

  @Field(() => Int, { nullable: true, description: 'Refused with `STALE_VERSION` when the version is another by now.' })
  expectedVersion?: number | null;
}

@InputType({
  description:
    'One line of a roster: where this person is a member. It opens a membership, moves the open one of the same reference, or finds it as it should be.',
})
export class AssignMembershipRow {
  @Field({ description: "The person's key in the roster's register." })
  personExternalReference!: string;

  @Field(() => String, { nullable: true, description: 'Registers the person under this name if he is not there yet.' })
  personName?: string | null;

  @Field({ description: "The organization's key." })
  organizationExternalReference!: string;

  @Field(() => MembershipStatus, { description: 'As what.' })
  status!: MembershipStatus;

  @Field(() => DateScalar, { description: 'First day there.' })
  startedOn!: string;

  @Field(() => String, {
    nullable: true,
    description: "The membership's own key; an open membership of this key is moved or kept.",
  })
  externalReference?: string | null;
}

@InputType({ description: 'A roster of up to 1,000 lines.' })
export class AssignMembershipsInput {
  @Field(() => [AssignMembershipRow], { description: 'At most 1,000; each person once.' })
  rows!: AssignMembershipRow[];

  @Field(() => ErrorPolicy, {
    nullable: true,
    defaultValue: ErrorPolicy.REJECT_EVERYTHING,
    description: 'What becomes of the call when some rows are at fault.',
  })
  errorPolicy?: ErrorPolicy | null;

  @Field({ description: 'The same key and input again returns the first result, for 24 hours.' })
  idempotencyKey!: string;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Answers as if done, and writes nothing.' })
  dryRun?: boolean | null;
}
