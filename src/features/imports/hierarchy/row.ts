export const hierarchyColumns = [
  'code',
  'parentCode',
  'name',
  'level',
  'kind',
  'shortName',
  'sortOrder',
  'areaCode',
] as const;
export type HierarchyColumn = (typeof hierarchyColumns)[number];

/** A row as it stands in the file: an empty cell is null. `line` is where it begins, counted from 1. */
export interface HierarchyRow {
  line: number;
  cells: Record<HierarchyColumn, string | null>;
}
