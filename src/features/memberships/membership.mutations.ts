import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql';
import type { WriteContext } from '../../graphql/context';
import { Writes } from '../../graphql/mutation';
import { assignMemberships } from './bulk/assign-memberships';
import { duplicateMembershipReference, overlaps } from './membership.errors';
import {
  AssignMembershipInput,
  AssignMembershipsInput,
  ChangeMembershipStatusInput,
  EndMembershipInput,
  ReassignMembershipInput,
} from './membership.inputs';
import {
  AssignMembershipPayload,
  AssignMembershipsPayload,
  ChangeMembershipStatusPayload,
  EndMembershipPayload,
  ReassignMembershipPayload,
} from './membership.payloads';
import { assignMembership, changeMembershipStatus, endMembership, reassignMembership } from './membership.service';

const reference = { membership_external_reference: () => duplicateMembershipReference('externalReference') };
const refusedRoster = () => ({ results: [], assigned: 0, unchanged: 0, failed: 0, registered: 0 });

@Resolver()
export class MembershipMutations {
  @Writes({ structure: 'shared', constraints: { ...reference, membership_one_primary: () => overlaps('startedOn') } })
  @Mutation(() => AssignMembershipPayload, { description: 'Makes a person a member of an organization.' })
  assignMembership(@Arg('input', () => AssignMembershipInput) input: AssignMembershipInput, @Ctx() tx: WriteContext) {
    return assignMembership(tx, input);
  }

  @Writes({ structure: 'shared', constraints: { ...reference, membership_one_primary: () => overlaps('effectiveOn') } })
  @Mutation(() => ReassignMembershipPayload, {
    description: 'Ends a membership and opens the next one elsewhere, on the same day.',
  })
  reassignMembership(
    @Arg('input', () => ReassignMembershipInput) input: ReassignMembershipInput,
    @Ctx() tx: WriteContext,
  ) {
    return reassignMembership(tx, input);
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => ChangeMembershipStatusPayload, { description: 'Takes a member one step forward in status.' })
  changeMembershipStatus(
    @Arg('input', () => ChangeMembershipStatusInput) input: ChangeMembershipStatusInput,
    @Ctx() tx: WriteContext,
  ) {
    return changeMembershipStatus(tx, input);
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => EndMembershipPayload, { description: 'Ends a membership.' })
  endMembership(@Arg('input', () => EndMembershipInput) input: EndMembershipInput, @Ctx() tx: WriteContext) {
    return endMembership(tx, input);
  }

  @Extensions({
    // A row costs ten objects to judge and write, whatever is selected of it.
    cost: {
      role: 'container',
      size: ({ input }: { input: AssignMembershipsInput }) => input.rows.length,
      weight: ({ input }: { input: AssignMembershipsInput }) => 10 * input.rows.length,
    },
  })
  @Writes({ structure: 'shared', refused: refusedRoster, judgesRows: true })
  @Mutation(() => AssignMembershipsPayload, {
    description: 'Upserts a roster of up to 1,000 lines by external references.',
  })
  assignMemberships(
    @Arg('input', () => AssignMembershipsInput) input: AssignMembershipsInput,
    @Ctx() tx: WriteContext,
  ) {
    return assignMemberships(tx, input);
  }
}
