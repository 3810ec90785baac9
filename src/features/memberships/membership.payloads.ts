import { Extensions, Field, Int } from 'type-graphql';
import { ObjectType } from '../../graphql/object-type';
import { Impact } from '../organizations/organization.payloads';
import { Membership } from './membership.entity';
import { MembershipError } from './membership.errors';

@ObjectType({ description: 'Result of a change of a membership.' })
abstract class MembershipPayload {
  @Field(() => Membership, { nullable: true, description: 'As it is now; null when refused.' })
  membership?: Membership | null;

  @Field(() => [MembershipError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: MembershipError[];
}

@ObjectType({ description: 'Result of `assignMembership`.' })
export class AssignMembershipPayload extends MembershipPayload {}

@ObjectType({ description: 'Result of `reassignMembership`: the new membership.' })
export class ReassignMembershipPayload extends MembershipPayload {
  @Field(() => Membership, { nullable: true, description: 'The one that ended; null when refused.' })
  endedMembership?: Membership | null;
}

@ObjectType({ description: 'Result of `changeMembershipStatus`.' })
export class ChangeMembershipStatusPayload extends MembershipPayload {}

@ObjectType({ description: 'Result of `endMembership`.' })
export class EndMembershipPayload extends MembershipPayload {}

@ObjectType({ description: 'What became of one row.' })
export class AssignMembershipResult {
  @Field(() => Int, { description: 'Its place among the rows sent, from 0.' })
  index!: number;

  @Field(() => Membership, {
    nullable: true,
    description: 'The membership as it is now; null when nothing was written for the row.',
  })
  membership!: Membership | null;

  @Field(() => [MembershipError], { description: 'Why the row was refused.' })
  userErrors!: MembershipError[];
}

@ObjectType({ description: 'Result of `assignMemberships`.' })
export class AssignMembershipsPayload {
  @Extensions({ cost: { role: 'inside' } })
  @Field(() => [AssignMembershipResult], { description: 'One for each row, in the order sent.' })
  results!: AssignMembershipResult[];

  @Field(() => Int, { description: 'Rows that opened, moved or changed a membership.' })
  assigned!: number;

  @Field(() => Int, { description: 'Rows that found everything as it should be.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Rows at fault.' })
  failed!: number;

  @Field(() => Int, { description: 'People registered along with their first membership.' })
  registered!: number;

  @Field(() => Impact, { nullable: true, description: 'Organizations and members touched; null when refused.' })
  impact?: Impact | null;

  @Field(() => [MembershipError], { description: 'Why the call was refused as a whole; then nothing was written.' })
  userErrors!: MembershipError[];
}
