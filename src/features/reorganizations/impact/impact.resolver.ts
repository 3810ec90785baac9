import { Ctx, Extensions, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ReadContext } from '../../../graphql/context';
import { ObjectType } from '../../../graphql/object-type';
import { Organization } from '../../organizations/organization.entity';
import { Impact } from '../../organizations/organization.payloads';
import { visibleOrganization } from '../../organizations/organization.queries';
import { Reorganization } from '../plans/reorganization.entity';
import { accessChanges, type AccessChange as Change } from './access.queries';
import { listConflicts } from './conflicts.queries';

@ObjectType({ description: 'Someone who gains or loses sight of an organization with everything beneath it.' })
export class AccessChange {
  @Field({ description: 'Name of the account.' })
  accountName!: string;

  @Field({ description: 'True when he reaches it afterwards and did not before, false the other way round.' })
  isGained!: boolean;

  organizationId!: string;
}

const mostNamed = 100;

@Resolver(() => AccessChange)
export class AccessChangeResolver {
  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'What it is about; null when it lies outside what the viewer may read.',
  })
  async organization(@Root() { organizationId }: AccessChange, @Ctx() ctx: ReadContext) {
    return (await visibleOrganization(ctx).load(organizationId)) ?? null;
  }
}

@Resolver(() => Impact)
export class ImpactResolver {
  @Extensions({ cost: { weight: 1 } })
  @FieldResolver(() => Int, {
    description: 'Accounts that reach something afterwards which they did not reach before.',
  })
  async accountsGaining(@Root() impact: Impact, @Ctx() ctx: ReadContext) {
    return countAccounts(await changesOf(impact, ctx), true);
  }

  @Extensions({ cost: { weight: 1 } })
  @FieldResolver(() => Int, { description: 'Accounts that no longer reach something which they reached before.' })
  async accountsLosing(@Root() impact: Impact, @Ctx() ctx: ReadContext) {
    return countAccounts(await changesOf(impact, ctx), false);
  }

  @Extensions({ cost: { size: mostNamed } })
  @FieldResolver(() => [AccessChange], {
    description:
      'Who gains or loses access to what, the first 100 by name; of grants at places that the viewer may read. Who is kept to a grid keeps it.',
  })
  async accessChanges(@Root() impact: Impact, @Ctx() ctx: ReadContext) {
    return (await changesOf(impact, ctx)).slice(0, mostNamed);
  }

  @Extensions({ cost: { size: mostNamed } })
  @FieldResolver(() => [Reorganization], {
    description:
      'Reorganizations that are still to take effect and name something that is touched here; the first 100.',
  })
  conflicts(@Root() { moment }: Impact, @Ctx() ctx: ReadContext) {
    return moment === undefined ? [] : listConflicts(ctx, moment);
  }
}

function changesOf({ moment }: Impact, ctx: ReadContext): Promise<Change[]> {
  return moment === undefined ? Promise.resolve([]) : accessChanges(ctx).load(moment);
}

function countAccounts(changes: readonly Change[], gains: boolean): number {
  return new Set(changes.filter((change) => change.isGained === gains).map(({ accountId }) => accountId)).size;
}
