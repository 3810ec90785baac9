import { readHierarchyFile } from '../../src/cli/import/hierarchy-file';
import { levelPresets } from '../../src/features/organizations/level-presets';
import { checkHierarchy } from '../../src/features/imports/hierarchy/check-hierarchy';
import type { DesiredOrganization } from '../../src/features/imports/hierarchy/desired-organization';
import type { ExistingOrganization } from '../../src/features/imports/hierarchy/existing-organization';
import { dataFile } from '../../seeds/data-file';

export const levels = levelPresets['three-storey'];

/** An edition of the county as a file wants it. */
export async function fengjie(edition: 2020 | 2023): Promise<DesiredOrganization[]> {
  const { rows } = await readHierarchyFile(dataFile(`fengjie-${edition}.csv`));
  const { clean, faults, notices } = checkHierarchy(rows, levels);
  expect({ faults, notices }).toEqual({ faults: [], notices: [] });
  return clean;
}

/** The tree that a file makes; each id is the code. */
export function treeOf(rows: readonly DesiredOrganization[], nameOf = (name: string) => name): ExistingOrganization[] {
  return rows.map((row) => ({
    id: row.code,
    parentId: row.parentCode,
    levelRank: levels.findIndex(({ code }) => code === row.level),
    levelCode: row.level,
    kind: row.kind ?? row.inferredKind,
    name: nameOf(row.name),
    shortName: row.shortName,
    externalReference: row.code,
    areaCode: row.areaCode ?? row.inferredAreaCode,
    sortOrder: row.sortOrder ?? 0,
  }));
}

/** As the demo writes names. */
export function shortName(name: string): string {
  const short = name.replace(/(居民|村民)委员会$/, '');
  return name.endsWith('村民委员会') && !short.endsWith('村') ? `${short}村` : short;
}
