import type { GraphQLResolveInfo, SelectionNode } from 'graphql';
import { selectedFields, type SelectionScope } from './selections';

/** How many levels deep the resolved field is selected within itself: 1 for `children { id }`, 2 for `children { children { id } }`. */
export function nestedLevels({ fieldName, fieldNodes, fragments, variableValues }: GraphQLResolveInfo): number {
  const scope: SelectionScope = { fragment: (name) => fragments[name], variables: variableValues };
  const levels = (selections: readonly SelectionNode[]): number => {
    const within = [...selectedFields(selections, scope)].filter(({ node }) => node.name.value === fieldName);
    if (within.length === 0) return 0;
    // All selections of one level together, as they are resolved together: fragments recur within one level only.
    return 1 + levels(within.flatMap(({ node }) => node.selectionSet?.selections ?? []));
  };
  return 1 + levels(fieldNodes.flatMap((node) => node.selectionSet?.selections ?? []));
}
