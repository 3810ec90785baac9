import {
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { argumentsOf, isIncluded } from './arguments';

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
const largeBounds: CostBounds = { organizations: 1_000_000, ofLevel: () => 1_000_000, beneath: () => 1_000_000 };

/** What a field declares of its cost; every list must. */
interface CostDeclaration {
  /** Largest number of items: a number, or one computed from the arguments and the real bounds. */
  size?: number | ((args: Record<string, unknown>, bounds: CostBounds) => number);
  /** `container`: the size is that of the lists inside (a connection, a breakdown). `inside`: a list of such a container.
   * `tree`: children, nested to any depth; each depth is bounded by what stands that deep beneath one organization. */
  role?: 'container' | 'inside' | 'tree';
  /** The items are distinct whenever the parents are. */
  distinct?: boolean;
  /** What it costs beside the object itself, for each parent. */
  weight?: number;
}

/** Where the walk stands: how many parents at most, how often one of them may recur, and the size a container passes on. */
interface Place {
  count: number;
  recurrence: number;
  size: number;
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

/** Whether the bounds matter: only then are they read. */
export function dependsOnBounds(cost: (bounds: CostBounds) => number): boolean {
  return cost(noBounds) !== cost(largeBounds);
}

export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
  bounds: CostBounds,
): number {
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  const fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  return new CostWalk(schema, fragments, variables, bounds).ofSelection(operation.selectionSet, root, {
    count: 1,
    recurrence: 1,
    size: 1,
  });
}

class CostWalk {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly variables: Record<string, unknown>,
    private readonly bounds: CostBounds,
  ) {}

  ofSelection(selectionSet: SelectionSetNode, type: GraphQLOutputType, place: Place): number {
    return this.fieldsOf(selectionSet, type).reduce(
      (sum, { node, field }) => sum + this.ofField(node, field, place),
      0,
    );
  }

  private ofField(node: FieldNode, field: GraphQLField<unknown, unknown>, place: Place): number {
    const declaration = declarationOf(field);
    const weight = (declaration.weight ?? 0) * place.count;
    if (!isCompositeType(getNamedType(field.type)) || !node.selectionSet) return weight;
    if (declaration.role === 'tree') {
      return weight + this.ofTree(node, field, place);
    }
    const inner = this.enter(node, field, declaration, place);
    const built = declaration.role === 'container' ? place.count : inner.count;
    return weight + built + this.ofSelection(node.selectionSet, field.type, inner);
  }

  private enter(
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
    declaration: CostDeclaration,
    place: Place,
  ): Place {
    const { role, distinct } = declaration;
    const declared =
      typeof declaration.size === 'function'
        ? declaration.size(argumentsOf(node, field, this.variables), this.bounds)
        : declaration.size;
    if (role === 'container') return { ...place, size: declared ?? 1 };
    const items = role === 'inside' ? place.size : (declared ?? 1);
    const count = place.count * items;
    if (!isList(field.type)) return { ...place, recurrence: distinct ? place.recurrence : count };
    return { count, recurrence: distinct ? place.count : count, size: 1 };
  }

  /** Cost of children and of theirs, `levels` beneath the parents that stand at `place`. */
  private ofTree(node: FieldNode, field: GraphQLField<unknown, unknown>, place: Place, levels = 1): number {
    if (!node.selectionSet) return 0;
    // Children are distinct whenever their parents are, so all together they recur no oftener.
    const count = Math.min(place.count * this.bounds.beneath(levels), place.recurrence * this.bounds.organizations);
    const here: Place = { count, recurrence: place.recurrence, size: 1 };
    return this.fieldsOf(node.selectionSet, field.type).reduce((sum, child) => {
      const nested = declarationOf(child.field).role === 'tree';
      return (
        sum +
        (nested ? this.ofTree(child.node, child.field, place, levels + 1) : this.ofField(child.node, child.field, here))
      );
    }, count);
  }

  /** The fields selected on a type, fragments included; on an interface those of every type that could stand there. */
  private fieldsOf(
    selectionSet: SelectionSetNode,
    type: GraphQLOutputType,
  ): { node: FieldNode; field: GraphQLField<unknown, unknown> }[] {
    const named = getNamedType(type);
    return selectionSet.selections.flatMap((selection) => {
      if (!isIncluded(selection, this.variables)) return [];
      if (selection.kind === Kind.FIELD) {
        const field =
          'getFields' in named
            ? (named.getFields()[selection.name.value] as GraphQLField<unknown, unknown> | undefined)
            : undefined;
        return field ? [{ node: selection, field }] : [];
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition && this.schema.getType(fragment.typeCondition.name.value);
      return fragment ? this.fieldsOf(fragment.selectionSet, (condition ?? named) as GraphQLOutputType) : [];
    });
  }
}

function declarationOf(field: GraphQLField<unknown, unknown>): CostDeclaration {
  return (field.extensions.cost as CostDeclaration | undefined) ?? {};
}

function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType as GraphQLOutputType) : isListType(type);
}
