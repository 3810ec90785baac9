import { ArgsType, Extensions, Field, Int, type ClassType } from 'type-graphql';
import { largestPage, type Page, type PageRequest } from '../database/page';
import { ObjectType } from './object-type';

@ArgsType()
export class PageArgs implements PageRequest {
  @Field(() => Int, { nullable: true, description: 'How many from the beginning, 1 to 100. Give this or `last`.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes after this cursor.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many from the end, 1 to 100. Give this or `first`.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes before this cursor.' })
  before?: string | null;
}

@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field({ description: 'Whether the list goes on after this page.' })
  hasNextPage!: boolean;

  @Field({ description: 'Whether the list has something before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last item; null on an empty page.' })
  endCursor!: string | null;
}

export interface Connection<Item> {
  edges: { cursor: string; node: Item }[];
  nodes: Item[];
  pageInfo: PageInfo;
  /** A getter: whoever reads it counts. */
  readonly totalCount: Promise<number>;
}

/** Cost of a field that returns a connection: the page asked for, at most the largest page. */
export const pageCost = Extensions({
  cost: {
    role: 'container',
    weight: 1,
    size: ({ first, last }: PageRequest) => Math.max(0, Math.min(first ?? last ?? largestPage, largestPage)),
  },
});

const connectionTypes = new Map<ClassType, ClassType<object>>();

/** The connection type of a node type, with its edge; the same one for all lists of such nodes. */
export function connectionType(item: ClassType): ClassType<object> {
  const made = connectionTypes.get(item) ?? makeConnectionType(item);
  connectionTypes.set(item, made);
  return made;
}

function makeConnectionType(item: ClassType): ClassType<object> {
  @ObjectType({ name: `${item.name}Edge`, description: `One place in a list of ${item.name}.` })
  class Edge {
    @Field({ description: 'Marks this place for `after` and `before`.' })
    cursor!: string;

    @Extensions({ cost: { distinct: true } })
    @Field(() => item, { description: 'What stands here.' })
    node!: object;
  }

  @ObjectType({ name: `${item.name}Connection`, description: `A page of a list of ${item.name}.` })
  class ItemConnection {
    @Extensions({ cost: { role: 'inside', distinct: true } })
    @Field(() => [Edge], { description: 'The page with a cursor for each place.' })
    edges!: Edge[];

    @Extensions({ cost: { role: 'inside', distinct: true } })
    @Field(() => [item], { description: 'The page without cursors.' })
    nodes!: object[];

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    pageInfo!: PageInfo;

    @Extensions({ cost: { weight: 1 } })
    // Counted when it is read, and so no plain property.
    @Field(() => Int, {
      simple: false,
      description: 'How many the whole list holds, of what the viewer may read; counted only when selected.',
    })
    totalCount!: number;
  }
  return ItemConnection;
}

/** A page as a connection. Getters, where whoever reads them has cursors sealed, or the whole list counted. */
export function connectionOf<Row, Item>(
  page: Page<Row>,
  item: (row: Row) => Item,
  count: () => Promise<number>,
): Connection<Item> {
  const edges = page.rows.map((row) => ({
    get cursor() {
      return page.cursorOf(row);
    },
    node: item(row),
  }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      get startCursor() {
        return edges[0]?.cursor ?? null;
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null;
      },
    },
    get totalCount() {
      return count();
    },
  };
}
