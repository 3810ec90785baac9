import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
} from 'graphql';

/** What a walk over selections needs to know of its operation. */
export interface SelectionScope {
  fragment: (name: string) => FragmentDefinitionNode | undefined;
  variables: Record<string, unknown>;
}

export interface SelectedField {
  node: FieldNode;
  /** The type that the innermost fragment around it is for; undefined outside of any. */
  type: string | undefined;
}

/**
 * The fields of one level, those of fragments included, without what `@skip` and `@include` leave out. A fragment is
 * entered once, as it is when the operation runs: one that is spread a million times is no more work.
 */
export function* selectedFields(
  selections: readonly SelectionNode[],
  scope: SelectionScope,
  type?: string,
  entered = new Set<string>(),
): Generator<SelectedField> {
  for (const selection of selections) {
    if (!isIncluded(selection, scope.variables)) continue;
    if (selection.kind === Kind.FIELD) {
      yield { node: selection, type };
      continue;
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      if (entered.has(selection.name.value)) continue;
      entered.add(selection.name.value);
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? scope.fragment(selection.name.value) : selection;
    if (!fragment) continue;
    yield* selectedFields(fragment.selectionSet.selections, scope, fragment.typeCondition?.name.value ?? type, entered);
  }
}

/** Whether `@skip` and `@include` leave the selection in. */
function isIncluded(selection: SelectionNode, variables: Record<string, unknown>): boolean {
  if (!selection.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if !== false;
}
