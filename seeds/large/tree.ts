import { layGrids, type SeedGrid } from '../grids';
import { Tree, type LevelCode, type SeedOrganization } from '../tree';

/** How many stand beneath each organization of a level, from the streets down. */
const levels: readonly { level: LevelCode; kind: string; width: number; name: (number: number) => string }[] = [
  { level: 'STREET', kind: 'STREET', width: 25, name: (number) => `第${number}街道` },
  { level: 'COMMUNITY', kind: 'COMMUNITY', width: 8, name: (number) => `第${number}社区` },
  { level: 'BRANCH', kind: 'COMPOUND', width: 5, name: (number) => `第${number}小区党支部` },
  { level: 'BUILDING_GROUP', kind: 'BUILDING', width: 24, name: (number) => `${number}号楼` },
  { level: 'FLOOR_HOUSEHOLD', kind: 'FLOOR', width: 1, name: (number) => `${number}层` },
];
const gridsEach = 4;
export const gridCount = 25 * 8 * 5 * gridsEach;

/** Grows a county of exactly `size` organizations: what the levels leave open is filled up with second floors. */
export function growLarge(size: number, firstId: number, firstGridId: number): { tree: Tree; grids: SeedGrid[] } {
  const tree = new Tree(firstId);
  const grids: SeedGrid[] = [];
  let parents = [tree.add(undefined, 'COUNTY', { kind: 'COUNTY', name: '万楼县', externalReference: 'WL' })];
  for (const { level, kind, width, name } of levels) {
    const grown: SeedOrganization[] = [];
    for (const parent of parents) {
      const children = Array.from({ length: width }, (_, index) =>
        tree.add(parent, level, {
          kind,
          name: name(index + 1),
          externalReference: `${parent.externalReference}-${index + 1}`,
        }),
      );
      if (level === 'BUILDING_GROUP') grids.push(...layGrids(firstGridId + grids.length, parent, children, gridsEach));
      grown.push(...children);
    }
    parents = grown;
  }
  for (const { parent } of parents.slice(0, size - tree.organizations.length)) {
    tree.add(parent, 'FLOOR_HOUSEHOLD', {
      kind: 'FLOOR',
      name: '2层',
      externalReference: `${parent?.externalReference}-2`,
    });
  }
  return { tree, grids };
}
