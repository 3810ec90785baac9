import { Arg, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ReadContext } from '../../../graphql/context';
import { Organization } from '../../organizations/organization.entity';
import { visibleOrganization } from '../../organizations/organization.queries';
import { aliasesLoader, lineageLoader } from './lineage.queries';
import { FoundThrough, LineageDirection, LineageEdge, OrganizationAlias } from './lineage.type';

@Resolver(() => LineageEdge)
export class LineageEdgeResolver {
  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'What it was before; null when it lies outside what the viewer may read.',
  })
  async predecessor(@Root() { predecessorId }: LineageEdge, @Ctx() ctx: ReadContext) {
    return (await visibleOrganization(ctx).load(predecessorId)) ?? null;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'What it became; null when it lies outside what the viewer may read.',
  })
  async successor(@Root() { successorId }: LineageEdge, @Ctx() ctx: ReadContext) {
    return (await visibleOrganization(ctx).load(successorId)) ?? null;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'Where it stood before a MOVE; null when that lies outside what the viewer may read.',
  })
  async fromParent(@Root() { fromParentId }: LineageEdge, @Ctx() ctx: ReadContext) {
    return (fromParentId && (await visibleOrganization(ctx).load(fromParentId))) ?? null;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'Where it stood after a MOVE; null when that lies outside what the viewer may read.',
  })
  async toParent(@Root() { toParentId }: LineageEdge, @Ctx() ctx: ReadContext) {
    return (toParentId && (await visibleOrganization(ctx).load(toParentId))) ?? null;
  }
}

@Resolver(() => FoundThrough)
export class FoundThroughResolver {
  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'Whose code it was last; null when it lies outside what the viewer may read.',
  })
  async organization(@Root() { organizationId }: FoundThrough, @Ctx() ctx: ReadContext) {
    return (await visibleOrganization(ctx).load(organizationId)) ?? null;
  }
}

@Resolver(() => Organization)
export class OrganizationLineageResolver {
  @Extensions({ cost: { size: 50, weight: 1 } })
  @FieldResolver(() => [LineageEdge], {
    description: 'What it came from, or what became of it, over any number of steps, oldest first; at most 500.',
  })
  lineage(
    @Root() { id }: Organization,
    @Arg('direction', () => LineageDirection, { description: 'Which way.' }) direction: LineageDirection,
    @Ctx() ctx: ReadContext,
  ) {
    return lineageLoader(ctx).load({ id, direction });
  }

  @FieldResolver(() => FoundThrough, {
    nullable: true,
    description:
      'Set when it was asked for by a code that it had before, or that one merged into it had; null when it has the code today.',
  })
  foundThrough(@Root() { foundThrough }: Organization) {
    return foundThrough ?? null;
  }

  @Extensions({ cost: { size: 10 } })
  @FieldResolver(() => [OrganizationAlias], {
    description: 'References and area codes it had before, oldest first; they still find it.',
  })
  async aliases(@Root() { id, moment }: Organization, @Ctx() ctx: ReadContext) {
    const aliases = await aliasesLoader(ctx).load(id);
    return moment ? aliases.filter(({ givenUpOn }) => givenUpOn <= moment.asOf) : aliases;
  }
}
