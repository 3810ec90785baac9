import { layGrids, type SeedGrid } from '../grids';
import type { SeedOrganization, Tree } from '../tree';

/** A compound with its buildings: a branch, its building groups, the floors of some, and its grids. */
export interface Compound {
  branch: SeedOrganization;
  buildings: readonly SeedOrganization[];
  floors: readonly SeedOrganization[];
  grids: readonly SeedGrid[];
}

export interface CompoundPlan {
  community: SeedOrganization;
  /** Which compound of its community it is, from 1. */
  number: number;
  name: string;
  buildings: number;
  grids: number;
  /** Of how many buildings, from the first, the floors are known, and how many each has. */
  withFloors: number;
  floors: number;
}

const establishedOn = { branch: '2019-03-01', building: '2019-04-01', floor: '2019-05-01' };

/** Plants one compound. */
export function plantCompound(tree: Tree, plan: CompoundPlan, firstGridId: number): Compound {
  const reference = `${plan.community.externalReference}-${two(plan.number)}`;
  const branch = tree.add(plan.community, 'BRANCH', {
    kind: 'COMPOUND',
    name: `${plan.name}小区党支部`,
    shortName: plan.name,
    sortOrder: plan.number,
    externalReference: reference,
    establishedOn: establishedOn.branch,
  });
  const buildings = count(plan.buildings).map((number) =>
    tree.add(branch, 'BUILDING_GROUP', {
      kind: 'BUILDING',
      name: `${number}号楼`,
      externalReference: `${reference}-${two(number)}`,
      establishedOn: establishedOn.building,
    }),
  );
  const floors = buildings.slice(0, plan.withFloors).flatMap((building) =>
    count(plan.floors).map((number) =>
      tree.add(building, 'FLOOR_HOUSEHOLD', {
        kind: 'FLOOR',
        name: `${number}层`,
        externalReference: `${building.externalReference}-${two(number)}`,
        establishedOn: establishedOn.floor,
      }),
    ),
  );
  return { branch, buildings, floors, grids: layGrids(firstGridId, branch, buildings, plan.grids) };
}

const two = (number: number) => String(number).padStart(2, '0');
const count = (length: number) => Array.from({ length }, (_, index) => index + 1);
