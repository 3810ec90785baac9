import { Kind, type GraphQLResolveInfo, type SelectionNode } from 'graphql';
import { isIncluded } from './arguments';

/** How many levels deep the resolved field is selected within itself: 1 for `children { id }`, 2 for `children { children { id } }`. */
export function nestedLevels(info: GraphQLResolveInfo): number {
  const levels = (selections: readonly SelectionNode[]): number =>
    Math.max(
      0,
      ...selections.map((selection) => {
        if (!isIncluded(selection, info.variableValues)) return 0;
        if (selection.kind === Kind.FRAGMENT_SPREAD) {
          return levels(info.fragments[selection.name.value]?.selectionSet.selections ?? []);
        }
        const inner = selection.selectionSet?.selections ?? [];
        if (selection.kind === Kind.INLINE_FRAGMENT) return levels(inner);
        return selection.name.value === info.fieldName ? 1 + levels(inner) : 0;
      }),
    );
  return 1 + levels(info.fieldNodes.flatMap((node) => node.selectionSet?.selections ?? []));
}
