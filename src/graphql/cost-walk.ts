import {
  getArgumentValues,
  getNamedType,
  isCompositeType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { declarationOf, isList, noBounds, type CostBounds, type CostDeclaration } from './cost';
import { selectedFields } from './selections';

const largeBounds: CostBounds = { organizations: 1_000_000, ofLevel: () => 1_000_000, beneath: () => 1_000_000 };

/** Where the walk stands: how many parents at most, how often one of them may recur, and the size a container passes on. */
interface Place {
  count: number;
  recurrence: number;
  size: number;
}

/** Whether the bounds matter: only then are they read. */
export function dependsOnBounds(cost: (bounds: CostBounds) => number): boolean {
  return cost(noBounds) !== cost(largeBounds);
}

/** More than this is not told apart. */
const largestCost = 1_000_000_000;
const mostFields = 20_000;

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
  const start: Place = { count: 1, recurrence: 1, size: 1 };
  try {
    const walk = new CostWalk(schema, fragments, variables, bounds);
    return Math.min(walk.ofSelection(operation.selectionSet, root, start), largestCost);
  } catch (error) {
    if (error instanceof TooManyFields) return largestCost;
    throw error;
  }
}

class CostWalk {
  private walked = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly variables: Record<string, unknown>,
    private readonly bounds: CostBounds,
  ) {}

  ofSelection(selectionSet: SelectionSetNode, type: GraphQLOutputType, place: Place): number {
    const fields = this.fieldsOf(selectionSet, type);
    return fields.reduce((sum, { node, field }) => sum + this.ofField(node, field, place), leavesOf(fields, place));
  }

  private ofField(node: FieldNode, field: GraphQLField<unknown, unknown>, place: Place): number {
    const declaration = declarationOf(field);
    const weight = this.weightOf(node, field, declaration) * place.count;
    if (!isCompositeType(getNamedType(field.type)) || !node.selectionSet) return weight;
    if (declaration.role === 'tree') {
      return weight + this.ofTree(node, field, place);
    }
    const inner = this.enter(node, field, declaration, place);
    const built = declaration.role === 'container' ? place.count : inner.count;
    return weight + built + this.ofSelection(node.selectionSet, field.type, inner);
  }

  private weightOf(node: FieldNode, field: GraphQLField<unknown, unknown>, { weight = 0 }: CostDeclaration): number {
    return typeof weight === 'number' ? weight : weight(getArgumentValues(field, node, this.variables));
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
        ? declaration.size(getArgumentValues(field, node, this.variables), this.bounds)
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
    const fields = this.fieldsOf(node.selectionSet, field.type);
    return fields.reduce(
      (sum, child) => {
        const nested = declarationOf(child.field).role === 'tree';
        return (
          sum +
          (nested
            ? this.ofTree(child.node, child.field, place, levels + 1)
            : this.ofField(child.node, child.field, here))
        );
      },
      count + leavesOf(fields, here),
    );
  }

  /** The fields selected on a type, those of fragments included; on an interface those of every type that could stand there. */
  private fieldsOf(
    selectionSet: SelectionSetNode,
    type: GraphQLOutputType,
  ): { node: FieldNode; field: GraphQLField<unknown, unknown> }[] {
    const scope = { fragment: (name: string) => this.fragments.get(name), variables: this.variables };
    return [...selectedFields(selectionSet.selections, scope)].flatMap(({ node, type: condition }) => {
      this.walked += 1;
      if (this.walked > mostFields) throw new TooManyFields();
      const on = condition === undefined ? getNamedType(type) : this.schema.getType(condition);
      const field = on && 'getFields' in on ? on.getFields()[node.name.value] : undefined;
      return field ? [{ node, field: field as GraphQLField<unknown, unknown> }] : [];
    });
  }
}

/** Values are part of their object up to ten; what is selected beyond, under many names, costs a tenth of an object each. */
function leavesOf(fields: readonly { node: FieldNode }[], { count }: Place): number {
  const leaves = fields.filter(({ node }) => !node.selectionSet).length;
  return Math.ceil((count * Math.max(0, leaves - 10)) / 10);
}

/** Fragments within fields within fragments double with each level: a short text can stand for more fields than can be walked. */
class TooManyFields extends Error {}
