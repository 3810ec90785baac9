import { Args, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionType, pageCost } from '../../graphql/connection';
import type { ReadContext } from '../../graphql/context';
import { Organization } from '../organizations/organization.entity';
import { visibleOrganization } from '../organizations/organization.queries';
import { Person } from '../people/person.entity';
import { personOfMembership } from '../people/person.queries';
import { Membership } from './membership.entity';
import { MembershipArgs } from './membership.inputs';
import { listMemberships, membershipsOfPerson } from './membership.queries';

const MembershipConnection = connectionType(Membership);

@Resolver(() => Membership)
export class MembershipResolver {
  @FieldResolver(() => Person, { description: 'Whose it is.' })
  person(@Root() membership: Membership, @Ctx() ctx: ReadContext) {
    return personOfMembership(ctx).load(membership.personId);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'Where it is; null when it lies outside what the viewer may read.',
  })
  async organization(@Root() membership: Membership, @Ctx() ctx: ReadContext) {
    return (await visibleOrganization(ctx).load(membership.organizationId)) ?? null;
  }
}

@Resolver(() => Organization)
export class OrganizationMembershipsResolver {
  @pageCost
  @FieldResolver(() => MembershipConnection, {
    description:
      'Memberships that hold today, here or here and beneath, grouped by place, parents first. Give `first` or `last`, 1 to 100.',
  })
  memberships(
    @Root() organization: Organization,
    @Args(() => MembershipArgs) args: MembershipArgs,
    @Ctx() ctx: ReadContext,
  ) {
    return listMemberships(ctx, organization, args);
  }
}

@Resolver(() => Person)
export class PersonMembershipsResolver {
  @Extensions({ cost: { size: 10, weight: 1 } })
  @FieldResolver(() => [Membership], {
    description: 'His memberships, newest first, ended ones too; those the viewer may read.',
  })
  memberships(@Root() person: Person, @Ctx() ctx: ReadContext) {
    return membershipsOfPerson(ctx).load(person.id);
  }
}
