import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { connectionType, pageCost } from '../../graphql/connection';
import type { Context, ReadContext, WriteContext } from '../../graphql/context';
import { Writes } from '../../graphql/mutation';
import { ReachArgs } from '../../graphql/reach';
import { Organization } from '../organizations/organization.entity';
import { listRoots, visibleOrganization } from '../organizations/organization.queries';
import { Tenant, toTenant } from '../tenants/tenant.type';
import { Account } from './account.entity';
import { GrantRoleInput, RevokeRoleInput } from './account.inputs';
import { listAccounts, listGrants, visibleAccount, visibleGrant } from './account.queries';
import { Grant } from './grant.entity';
import { GrantRolePayload, RevokeRolePayload } from './grant.payloads';
import { grantRole } from './grant.service';
import { revokeRole } from './revoke-role';
import { Viewer } from './viewer.type';

const AccountConnection = connectionType(Account);
const GrantConnection = connectionType(Grant);

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, {
    description: 'Who asks, and where his reach begins. `UNAUTHENTICATED` without a valid token.',
  })
  viewer(@Ctx() ctx: Context): Viewer {
    return { name: ctx.actor?.name ?? ctx.operatorName ?? '' };
  }

  @FieldResolver(() => Account, { nullable: true, description: 'His account; null for a platform operator.' })
  account(@Ctx() ctx: Context) {
    return ctx.actor ? visibleAccount(ctx as ReadContext).load(ctx.actor.accountId) : null;
  }

  @FieldResolver(() => Tenant, { nullable: true, description: 'His tenant; null for a platform operator.' })
  tenant(@Ctx() ctx: Context) {
    return ctx.actor ? toTenant(ctx.actor.tenant) : null;
  }

  @Extensions({ cost: { size: 10, distinct: true } })
  @FieldResolver(() => [Organization], {
    description:
      'The topmost organizations he may read, in the order of the tree; nested grants are folded into the upper one.',
  })
  roots(@Ctx() ctx: Context) {
    return ctx.actor ? listRoots(ctx as ReadContext) : [];
  }

  @Extensions({ cost: { size: 10 } })
  @FieldResolver(() => [Grant], { description: 'His grants that hold today.' })
  async grants(@Ctx() ctx: Context) {
    const own = ctx.actor?.grants.filter(({ rootIds }) => rootIds.length > 0) ?? [];
    return Promise.all(own.map(({ id }) => visibleGrant(ctx as ReadContext).load(id)));
  }
}

@Resolver(() => Grant)
export class GrantResolver {
  @FieldResolver(() => Organization, {
    description:
      'Where it holds, with everything beneath; narrowed to a grid, the first of its building groups for its holder.',
  })
  async organization(@Root() grant: Grant, @Ctx() ctx: ReadContext) {
    const place = await visibleOrganization(ctx).load(grant.organizationId);
    const [firstRoot] = ctx.actor.grants.find(({ id }) => id === grant.id)?.rootIds ?? [];
    return place ?? (firstRoot && visibleOrganization(ctx).load(firstRoot));
  }

  @FieldResolver(() => Account, {
    nullable: true,
    description: 'Who holds it; null where the viewer may not read accounts.',
  })
  async account(@Root() grant: Grant, @Ctx() ctx: ReadContext) {
    return (await visibleAccount(ctx).load(grant.accountId)) ?? null;
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => GrantRolePayload, { description: 'Gives an account a role, strictly beneath the own organization.' })
  grantRole(@Arg('input', () => GrantRoleInput) input: GrantRoleInput, @Ctx() tx: WriteContext) {
    return grantRole(tx, input);
  }

  @Writes({ structure: 'shared', refused: () => ({ delegated: [], delegatedCount: 0, kept: [] }) })
  @Mutation(() => RevokeRolePayload, {
    description:
      'Takes a grant back, at once, and where asked what was delegated from it; it lies strictly beneath the own organization. Temporary accesses that it allowed end with it.',
  })
  revokeRole(@Arg('input', () => RevokeRoleInput) input: RevokeRoleInput, @Ctx() tx: WriteContext) {
    return revokeRole(tx, input);
  }
}

@Resolver(() => Organization)
export class OrganizationAccountsResolver {
  @pageCost
  @FieldResolver(() => AccountConnection, { description: 'Accounts that belong here or beneath.' })
  accounts(@Root() organization: Organization, @Args(() => ReachArgs) args: ReachArgs, @Ctx() ctx: ReadContext) {
    return listAccounts(ctx, organization, args);
  }

  @pageCost
  @FieldResolver(() => GrantConnection, { description: 'Grants given here or beneath and not taken back.' })
  grants(@Root() organization: Organization, @Args(() => ReachArgs) args: ReachArgs, @Ctx() ctx: ReadContext) {
    return listGrants(ctx, organization, args);
  }
}
