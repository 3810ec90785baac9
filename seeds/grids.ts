import type { SeedOrganization } from './tree';

export interface SeedGrid {
  id: number;
  organizationId: number;
  name: string;
  code: string;
  covers: readonly SeedOrganization[];
}

/** Lays `count` grids over the building groups of a branch: each lies in exactly one, neighbours together. */
export function layGrids(
  firstId: number,
  branch: SeedOrganization,
  buildings: readonly SeedOrganization[],
  count: number,
): SeedGrid[] {
  if (count > buildings.length) throw new Error(`${branch.name} has fewer building groups than grids.`);
  return Array.from({ length: count }, (_, index) => ({
    id: firstId + index,
    organizationId: branch.id,
    name: `${branch.shortName ?? branch.name}第${index + 1}网格`,
    code: `${branch.externalReference ?? branch.id}-G${index + 1}`,
    covers: buildings.slice(
      Math.floor((index * buildings.length) / count),
      Math.floor(((index + 1) * buildings.length) / count),
    ),
  }));
}
