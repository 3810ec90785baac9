import { hierarchyColumns, type HierarchyColumn, type HierarchyRow } from '../../src/features/imports/hierarchy/row';

const none = Object.fromEntries(hierarchyColumns.map((column) => [column, null])) as HierarchyRow['cells'];

/** A row of a file: code, parent, name, level, and what else it has. */
export function row(
  line: number,
  [code, parentCode, name, level]: readonly (string | null)[],
  more: Partial<Record<HierarchyColumn, string>> = {},
): HierarchyRow {
  return {
    line,
    cells: {
      ...none,
      code: code ?? null,
      parentCode: parentCode ?? null,
      name: name ?? null,
      level: level ?? null,
      ...more,
    },
  };
}
