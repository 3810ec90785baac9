import { Arg, Ctx, Extensions, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Permission } from '../../access/permission';
import type { Id } from '../../database/id';
import type { ReadContext } from '../../graphql/context';
import { PermissionEnum } from '../../graphql/permission-enum';
import { Grid } from '../grids/grid.entity';
import { visibleGrid } from '../grids/grid.queries';
import { Organization } from '../organizations/organization.entity';
import { visibleOrganization } from '../organizations/organization.queries';
import { explainAccess, mostTold } from './explain-access';
import { AccessExplanation, AccessProof, MissingAccess } from './explanation.type';
import { missingSentence, proofSentence } from './sentences';

const strictlyDescription =
  'Whether it has to be held above the organization of the node, as to change an organization itself.';

@Resolver(() => AccessExplanation)
export class AccessExplanationResolver {
  @Query(() => AccessExplanation, {
    nullable: true,
    description:
      'Whether an account may do something with a node today, and why. For whoever may read grants where the account belongs or where the node is at home, and of the own account. `NOT_FOUND` when the account or the node is absent or out of reach.',
  })
  explainAccess(
    @Arg('accountId', () => ID, { description: 'Who.' }) accountId: string,
    @Arg('nodeId', () => ID, { description: 'With what; a node of any type.' }) nodeId: string,
    @Arg('permission', () => PermissionEnum, { description: 'Doing what.' }) permission: Permission,
    @Arg('strictly', () => Boolean, { nullable: true, defaultValue: false, description: strictlyDescription })
    strictly: boolean | null,
    @Ctx() ctx: ReadContext,
  ) {
    return explainAccess(ctx, { accountId, nodeId, permission, strictly });
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization that answers for the node; null when it lies outside what the viewer may read.',
  })
  async organization(@Root() { organizationId }: AccessExplanation, @Ctx() ctx: ReadContext) {
    return (await visibleOrganization(ctx).load(organizationId)) ?? null;
  }

  @Extensions({ cost: { size: mostTold } })
  @FieldResolver(() => [AccessProof], {
    description: 'Each grant by which it may; empty when it may not. Of those that the viewer may read, the first 100.',
  })
  proofs(@Root() { proofs }: AccessExplanation) {
    return proofs;
  }

  @Extensions({ cost: { size: mostTold } })
  @FieldResolver(() => [MissingAccess], {
    description:
      'What stands in the way; empty when it may. Of the grants that the viewer may read, the first 100 that come near.',
  })
  missing(@Root() { missing }: AccessExplanation) {
    return missing;
  }
}

@Resolver(() => AccessProof)
export class AccessProofResolver {
  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'Where it was given; null when the viewer may not read that, who may be kept to a grid himself.',
  })
  async organization(@Root() { grant }: AccessProof, @Ctx() ctx: ReadContext) {
    return (await visibleOrganization(ctx).load(grant.organizationId)) ?? null;
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description: 'The grid to which it is kept; null when it is kept to none, or the viewer may not read grids.',
  })
  async viaGrid(@Root() { grant }: AccessProof, @Ctx() ctx: ReadContext) {
    return (grant.gridId && (await visibleGrid(ctx).load(grant.gridId))) ?? null;
  }

  @FieldResolver(() => String, {
    description: 'The whole proof as a sentence, in the language of the request: grant, reach, distance, rule.',
  })
  async rule(@Root() { grant, role, depth, rootId, about }: AccessProof, @Ctx() ctx: ReadContext) {
    const [place, root, home] = await Promise.all(
      [grant.organizationId, rootId, about.organizationId].map((id) => nameOf(ctx, id)),
    );
    const grid = grant.gridId === null ? undefined : ((await visibleGrid(ctx).load(grant.gridId))?.name ?? '?');
    return proofSentence({ ...about, role, depth, place, root, home, grid })[ctx.locale];
  }
}

@Resolver(() => MissingAccess)
export class MissingAccessResolver {
  @FieldResolver(() => String, { description: 'The same as a sentence, in the language of the request.' })
  async message(@Root() { reason, grant, roles }: MissingAccess, @Ctx() ctx: ReadContext) {
    const place = grant ? await nameOf(ctx, grant.organizationId) : undefined;
    return missingSentence(reason, grant?.role, place, roles)[ctx.locale];
  }
}

async function nameOf(ctx: ReadContext, id: Id): Promise<string | undefined> {
  return (await visibleOrganization(ctx).load(id))?.name;
}
