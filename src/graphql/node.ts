import { Field, ID, InterfaceType } from 'type-graphql';
import type { Id } from '../database/id';
import type { ReadContext } from './context';
import { parseGlobalId } from './ids';

@InterfaceType({ description: 'Anything that can be asked for again by its id.' })
export abstract class Node {
  @Field(() => ID, {
    name: 'id',
    simple: false,
    description: 'Opaque and lasting; ask for the node again with `node(id)`.',
  })
  abstract readonly globalId: string;
}

/** Loader of one type by id: what the actor may not read is undefined. */
export type NodeReader<Type = object> = (ctx: ReadContext) => { load(id: Id): Promise<Type | undefined> };

interface NodeType {
  reader: NodeReader;
  homeOf: (node: never) => Id;
}

const types = new Map<string, NodeType>();

/**
 * Makes a type reachable by `node(id)` and `nodes(ids)`; each feature does so for its own types. `homeOf` tells the
 * organization at which it is asked what may be done with the node.
 */
export function defineNode<Type extends Node>(
  type: string,
  reader: NodeReader<Type>,
  homeOf: (node: Type) => Id,
): void {
  types.set(type, { reader, homeOf });
}

export function nodeReader(type: string): NodeReader | undefined {
  return types.get(type)?.reader;
}

/** A node of any type by its id; undefined for what is absent or beyond what the actor may read. */
export async function readNode(ctx: ReadContext, globalId: string): Promise<Node | undefined> {
  const parsed = parseGlobalId(globalId);
  const reader = parsed && nodeReader(parsed.type);
  return (reader && (await reader(ctx).load(parsed.id))) as Node | undefined;
}

/** The names of all types that were made nodes. */
export function nodeTypes(): string[] {
  return [...types.keys()];
}

/** The organization that answers for a node: what may be done with it is held there, or above. */
export function homeOf(node: Node): Id {
  const type = types.get(node.constructor.name);
  if (!type) throw new Error(`Nobody told where a ${node.constructor.name} is at home.`);
  return type.homeOf(node as never);
}
