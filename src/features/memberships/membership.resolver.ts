import { Args, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionType, pageCost } from '../../graphql/connection';
import type { ReadContext } from '../../graphql/context';
import { MomentArgs } from '../organizations/history/moment';
import { organizationAt, standAt } from '../organizations/history/tree-at.queries';
import { Organization } from '../organizations/organization.entity';
import { visibleOrganization } from '../organizations/organization.queries';
import { Person } from '../people/person.entity';
import { personOfRecord } from '../people/person.queries';
import { Membership } from './membership.entity';
import { MembershipArgs } from './membership.inputs';
import { listMemberships, membershipsOfPerson } from './membership.queries';

const MembershipConnection = connectionType(Membership);

@Resolver(() => Membership)
export class MembershipResolver {
  @FieldResolver(() => Person, { description: 'Whose it is.' })
  person(@Root() membership: Membership, @Ctx() ctx: ReadContext) {
    return personOfRecord(ctx).load(membership.personId);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'Where it is; null when it lies outside what the viewer may read.',
  })
  async organization(@Root() { organizationId, moment }: Membership, @Ctx() ctx: ReadContext) {
    const organization = moment
      ? await organizationAt(ctx).load({ id: organizationId, moment })
      : await visibleOrganization(ctx).load(organizationId);
    return organization ?? null;
  }
}

@Resolver(() => Organization)
export class OrganizationMembershipsResolver {
  @pageCost
  @FieldResolver(() => MembershipConnection, {
    description:
      'Memberships that hold today, or held on a day, here or here and beneath, grouped by place, parents first. Give `first` or `last`, 1 to 100.',
  })
  async memberships(
    @Root() organization: Organization,
    @Args(() => MembershipArgs) args: MembershipArgs,
    @Args(() => MomentArgs) at: MomentArgs,
    @Ctx() ctx: ReadContext,
  ) {
    return listMemberships(ctx, await standAt(ctx, organization, at), args);
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
