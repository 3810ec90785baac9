import { Arg, Ctx, Extensions, ID, Query, Resolver } from 'type-graphql';
import { badInput, notFound } from '../errors';
import type { ReadContext } from './context';
import { Node, readNode } from './node';
import { within, type PermissionPage } from './rules';

const mostNodes = 100;

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: "A node by its id. `NOT_FOUND` when absent or out of the viewer's reach.",
  })
  async node(
    @Arg('id', () => ID, { description: 'As a node told it.' }) id: string,
    @Ctx() ctx: ReadContext,
  ): Promise<object> {
    const node = await readNode(ctx, id);
    if (!node) throw notFound();
    return node;
  }

  @Extensions({ cost: { size: ({ ids }: { ids: string[] }) => ids.length } })
  @Query(() => [Node], {
    nullable: 'items',
    description: 'Up to 100 nodes by id, in the order of the ids; null in the place of what is absent or out of reach.',
  })
  async nodes(
    @Arg('ids', () => [ID], { description: 'Up to 100, of any types.' }) ids: string[],
    @Ctx() ctx: ReadContext,
  ): Promise<(object | null)[]> {
    if (ids.length > mostNodes) throw badInput(`At most ${mostNodes} ids.`, `最多 ${mostNodes} 个 id。`);
    return readNodes(ctx, ids);
  }
}

/** The loaders batch: one statement for each type among the ids. */
function readNodes(ctx: ReadContext, globalIds: readonly string[]): Promise<(object | null)[]> {
  return Promise.all(globalIds.map(async (globalId) => (await readNode(ctx, globalId)) ?? null));
}

export const permissions: PermissionPage = { Query: { node: within(), nodes: within() } };
