import { Args, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { GraphQLJSONObject } from 'graphql-scalars';
import { connectionType, pageCost } from '../../../graphql/connection';
import type { ReadContext } from '../../../graphql/context';
import { Account } from '../../accounts/account.entity';
import { visibleAccount } from '../../accounts/account.queries';
import { Organization } from '../../organizations/organization.entity';
import { visibleOrganization } from '../../organizations/organization.queries';
import { asTold } from './act-as-told';
import { ActCount, ReorganizationAct } from './reorganization-act.type';
import { Reorganization } from './reorganization.entity';
import { ReorganizationArgs } from './reorganization.inputs';
import { actCounts, actsLoader, listReorganizations } from './reorganization.queries';

const ReorganizationConnection = connectionType(Reorganization);

@Resolver(() => Reorganization)
export class ReorganizationResolver {
  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization that it hangs from; everything it changes lies strictly beneath.',
  })
  async organization(@Root() { organizationId }: Reorganization, @Ctx() ctx: ReadContext) {
    return (await visibleOrganization(ctx).load(organizationId)) ?? null;
  }

  @Extensions({ cost: { size: 1_000 } })
  @FieldResolver(() => [ReorganizationAct], { description: 'Its acts in order; of a longer plan the first 1,000.' })
  acts(@Root() { id }: Reorganization, @Ctx() ctx: ReadContext) {
    return actsLoader(ctx).load(id);
  }

  @Extensions({ cost: { size: 7 } })
  @FieldResolver(() => [ActCount], { description: 'How many acts it has, by kind.' })
  actCounts(@Root() { id }: Reorganization, @Ctx() ctx: ReadContext) {
    return actCounts(ctx).load(id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why it could not be applied on its day; it stays APPROVED until it is applied by hand or rejected.',
  })
  failure(@Root() { failureSentences }: Reorganization, @Ctx() ctx: ReadContext) {
    return failureSentences?.[ctx.locale] ?? null;
  }

  @FieldResolver(() => Account, {
    nullable: true,
    description: 'Who drafted it; null where accounts are out of reach.',
  })
  async author(@Root() { authorId }: Reorganization, @Ctx() ctx: ReadContext) {
    return (await visibleAccount(ctx).load(authorId)) ?? null;
  }

  @FieldResolver(() => Account, {
    nullable: true,
    description: 'Who approved it; null where accounts are out of reach.',
  })
  async approver(@Root() { approvedBy }: Reorganization, @Ctx() ctx: ReadContext) {
    return (approvedBy && (await visibleAccount(ctx).load(approvedBy))) ?? null;
  }
}

@Resolver(() => ReorganizationAct)
export class ReorganizationActResolver {
  @FieldResolver(() => GraphQLJSONObject, {
    description: 'What it says: organizations by their ids, or as `new:KEY` where an earlier act founds them.',
  })
  act(@Root() { act }: ReorganizationAct) {
    return asTold(act);
  }

  @Extensions({ cost: { size: 10 } })
  @FieldResolver(() => [Organization], {
    description: 'Organizations that it names and that exist; those the viewer may read.',
  })
  async organizations(@Root() { touches }: { touches: string[] }, @Ctx() ctx: ReadContext) {
    const found = await Promise.all(touches.slice(0, 100).map((id) => visibleOrganization(ctx).load(id)));
    return found.filter((each) => each !== undefined);
  }

  @FieldResolver(() => Account, { nullable: true, description: 'Who added it; null where accounts are out of reach.' })
  async addedBy(@Root() { addedBy }: { addedBy: string }, @Ctx() ctx: ReadContext) {
    return (await visibleAccount(ctx).load(addedBy)) ?? null;
  }
}

@Resolver(() => Organization)
export class OrganizationReorganizationsResolver {
  @pageCost
  @FieldResolver(() => ReorganizationConnection, {
    description: 'Reorganizations that hang here, or here and beneath; `state: [APPROVED]` are those still to come.',
  })
  reorganizations(
    @Root() organization: Organization,
    @Args(() => ReorganizationArgs) args: ReorganizationArgs,
    @Ctx() ctx: ReadContext,
  ) {
    return listReorganizations(ctx, organization, args);
  }
}
