import { layGrids, type SeedGrid } from '../../seeds/grids';
import { Tree, type LevelCode, type OrganizationFacts, type SeedOrganization } from '../../seeds/tree';
import type { GeneratedScale } from './scales';

/** A tenant as it is grown in memory, its ids from 1; every tenant of a scale is a copy of it. */
export interface Shape {
  tree: Tree;
  grids: SeedGrid[];
  pilotStreets: SeedOrganization[];
}

/** Branches of a community: so many of the usual size, and one with fewer buildings. */
interface Community {
  branches: number;
  rest: { buildings: number; floorsEach: number } | undefined;
}

// A branch of 11 buildings with 2 floors each is 34 organizations, itself included.
const usual = { buildings: 11, floorsEach: 2 };

/** 10 communities of 375 organizations, one of 500 and one of 250, themselves included: 4,500 beneath the street. */
const pilotStreet: readonly Community[] = [
  ...Array.from({ length: 10 }, () => ({ branches: 11, rest: undefined })),
  { branches: 14, rest: { buildings: 11, floorsEach: 1 } },
  { branches: 7, rest: { buildings: 5, floorsEach: 1 } },
];

const pilotSize = 4_501;
const plainSize = 10;

/** Grows a county: pilot streets of 4,500 organizations beneath, and plain towns of 9 villages until it has as many as it should. */
export function growShape({ organizations, pilotStreets }: GeneratedScale): Shape {
  const tree = new Tree(1);
  const shape: Shape = { tree, grids: [], pilotStreets: [] };
  const root = tree.add(undefined, 'COUNTY', { kind: 'COUNTY', name: '万楼县', externalReference: 'B' });
  for (let number = 1; number <= pilotStreets; number += 1)
    shape.pilotStreets.push(growPilotStreet(shape, root, number));
  const rest = organizations - 1 - pilotStreets * pilotSize;
  for (let number = 1; number <= Math.floor(rest / plainSize); number += 1) {
    const town = add(tree, root, 'STREET', 'TOWN', `第${number}镇`, `T${number}`);
    const villages = number === 1 ? plainSize - 1 + (rest % plainSize) : plainSize - 1;
    for (let village = 1; village <= villages; village += 1) {
      add(tree, town, 'COMMUNITY', 'VILLAGE', `第${village}村`, String(village));
    }
  }
  return shape;
}

function growPilotStreet(shape: Shape, root: SeedOrganization, number: number): SeedOrganization {
  const street = add(shape.tree, root, 'STREET', 'STREET', `第${number}街道`, `S${number}`);
  pilotStreet.forEach(({ branches, rest }, index) => {
    const place = add(shape.tree, street, 'COMMUNITY', 'COMMUNITY', `第${index + 1}社区`, String(index + 1));
    const plans = [...Array.from({ length: branches }, () => usual), ...(rest ? [rest] : [])];
    plans.forEach((plan, branch) => growBranch(shape, place, branch + 1, plan));
  });
  return street;
}

function growBranch(
  { tree, grids }: Shape,
  community: SeedOrganization,
  number: number,
  { buildings, floorsEach }: typeof usual,
): void {
  const branch = add(tree, community, 'BRANCH', 'COMPOUND', `第${number}小区党支部`, String(number));
  const groups = Array.from({ length: buildings }, (_, index) =>
    add(tree, branch, 'BUILDING_GROUP', 'BUILDING', `${index + 1}号楼`, String(index + 1)),
  );
  for (const building of groups) {
    for (let floor = 1; floor <= floorsEach; floor += 1) {
      add(tree, building, 'FLOOR_HOUSEHOLD', 'FLOOR', `${floor}层`, String(floor));
    }
  }
  grids.push(...layGrids(grids.length + 1, branch, groups, 1));
}

function add(
  tree: Tree,
  parent: SeedOrganization,
  level: LevelCode,
  kind: string,
  name: string,
  code: string,
): SeedOrganization {
  const facts: OrganizationFacts = { kind, name, externalReference: `${parent.externalReference}-${code}` };
  return tree.add(parent, level, facts);
}
