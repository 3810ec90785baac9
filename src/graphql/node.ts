import { Field, ID, InterfaceType } from 'type-graphql';
import type { Id } from '../database/id';
import type { ReadContext } from './context';

@InterfaceType({
  description: 'Anything that can be asked for again by its id.',
  resolveType: (value: object) => value.constructor.name,
})
export abstract class Node {
  @Field(() => ID, { name: 'id', description: 'Opaque and lasting; ask for the node again with `node(id)`.' })
  abstract readonly globalId: string;
}

/** Loader of one type by id: what the actor may not read is undefined. */
export type NodeReader = (ctx: ReadContext) => { load(id: Id): Promise<object | undefined> };

const readers = new Map<string, NodeReader>();

/** Makes a type reachable by `node(id)` and `nodes(ids)`; each feature does so for its own types. */
export function defineNode(type: string, reader: NodeReader): void {
  readers.set(type, reader);
}

export function nodeReader(type: string): NodeReader | undefined {
  return readers.get(type);
}
