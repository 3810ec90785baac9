import {
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

// The cost of an operation is the largest number of objects it could make the server build, known before it runs.

/** Real sizes within the actor's reach: what bounds a tree or a breakdown. */
export interface CostBounds {
  organizations: number;
  /** Organizations by the code of their level. */
  ofLevel: (code: string) => number;
  /** The most organizations that stand exactly so many levels beneath any one. */
  beneath: (levels: number) => number;
}

export const noBounds: CostBounds = { organizations: 0, ofLevel: () => 0, beneath: () => 0 };

/** What a field declares of its cost; every list must. */
export interface CostDeclaration {
  /** Largest number of items: a number, or one computed from the arguments and the real bounds. */
  size?: number | ((args: Record<string, unknown>, bounds: CostBounds) => number);
  /** `container`: the size is that of the lists inside (a connection, a breakdown). `inside`: a list of such a container.
   * `tree`: children, nested to any depth; each depth is bounded by what stands that deep beneath one organization. */
  role?: 'container' | 'inside' | 'tree';
  /** The items are distinct whenever the parents are. */
  distinct?: boolean;
  /** What it costs beside the object itself, for each parent. */
  weight?: number | ((args: Record<string, unknown>) => number);
}

/** Refuses to start with a list whose size nobody declared. */
export function checkCostDeclarations(schema: GraphQLSchema): void {
  const lists = Object.values(schema.getTypeMap())
    .filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    // Errors are few or stand for rows that are counted already.
    .filter(
      ({ field }) => isList(field.type) && isCompositeType(getNamedType(field.type)) && field.name !== 'userErrors',
    );
  const undeclared = lists.filter(({ field }) => {
    const { size, role } = declarationOf(field);
    return size === undefined && role !== 'inside' && role !== 'tree';
  });
  if (undeclared.length) {
    throw new Error(
      `Lists without a declared size: ${undeclared.map(({ type, field }) => `${type.name}.${field.name}`).join(', ')}`,
    );
  }
}

export function declarationOf(field: GraphQLField<unknown, unknown>): CostDeclaration {
  return (field.extensions.cost as CostDeclaration | undefined) ?? {};
}

export function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType as GraphQLOutputType) : isListType(type);
}
