import type { TenantLevel } from '../../../access/actor';
import type { WriteContext } from '../../../graphql/context';
import { levelOfRank } from '../../organizations/level';
import type { Organization } from '../../organizations/organization.entity';
import type { CheckedHierarchy } from '../hierarchy/check-hierarchy';
import type { HierarchyFault } from '../hierarchy/faults';
import type { HierarchyRow } from '../hierarchy/row';
import { mergeLevels } from './merge-levels';
import { ranksInUse } from './write-levels';

export interface LevelGround {
  /** The levels that a file adds to. */
  present: readonly TenantLevel[];
  inUse: ReadonlySet<number>;
}

/** Where nothing stands but the root, a file with a root says all levels, any other all beneath that of the root. */
export async function levelGround(
  tx: WriteContext,
  root: Organization,
  rows: readonly HierarchyRow[],
): Promise<LevelGround> {
  const inUse = await ranksInUse(tx);
  if (inUse.size > 1) return { present: tx.actor.tenant.levels, inUse };
  if (rows.some(({ cells }) => !cells.parentCode?.trim())) return { present: [], inUse };
  return { present: [{ ...levelOfRank(tx, root.levelRank), childRanks: [] }], inUse };
}

/** The levels after a file that has no fault, and whether they are others than now. */
export function levelsAfter(
  tx: WriteContext,
  { present, inUse }: LevelGround,
  { clean, newLevels }: CheckedHierarchy,
  levelOfKnown: (code: string) => string | undefined,
): { levels: TenantLevel[]; isChanged: boolean; faults: HierarchyFault[] } {
  const levelOf = new Map(clean.map(({ code, level }) => [code, level]));
  const steps = new Map(
    clean.flatMap(({ parentCode, level }) => {
      const above = parentCode === null ? undefined : (levelOf.get(parentCode) ?? levelOfKnown(parentCode));
      return above === undefined ? [] : [[`${above}\n${level}`, { above, beneath: level }] as const];
    }),
  );
  const { levels, faults } = mergeLevels(present, inUse, newLevels, [...steps.values()]);
  return { levels, faults, isChanged: JSON.stringify(levels) !== JSON.stringify(tx.actor.tenant.levels) };
}
