import type { Id } from '../../database/id';
import { linesOf } from './json.sql';
import type { Selected, Selections } from './selected';

/** One level of a nested selection: its fields, and which of them holds the level beneath. */
export interface Level {
  fields: readonly Selected[];
  below: Selected | undefined;
}

export function levelsOf({ node }: Selected, selections: Selections): [Level, ...Level[]] {
  const fields = selections.fields(node.selectionSet, 'Organization');
  const below = fields.find(({ name }) => name === 'children');
  return [{ fields, below }, ...(below ? levelsOf(below, selections) : [])];
}

/** Whether something follows the children at any level. */
export const hasTail = (levels: readonly Level[]) =>
  levels.some(({ fields, below }) => below && fields.at(-1) !== below);

/**
 * Puts what lies beneath an organization into each other. Each line is an organization: its id, that of its parent, its text
 * up to where its children stand, and from there on where that is not the same of all; the whole where none are selected.
 */
export function nested(rootId: Id, text: string, levels: readonly Level[]): string {
  const childrenOf = new Map<string, string[][]>();
  for (const line of linesOf(text)) {
    const parentId = line[1] as string;
    const siblings = childrenOf.get(parentId);
    if (siblings) siblings.push(line);
    else childrenOf.set(parentId, [line]);
  }
  const inside = (parentId: string, depth: number): string => {
    const isLast = !levels[depth]?.below;
    return (childrenOf.get(parentId) ?? [])
      .map(([id = '', , head = '', tail = ']}']) => (isLast ? head : head + inside(id, depth + 1) + tail))
      .join();
  };
  return `[${inside(rootId, 0)}]`;
}
