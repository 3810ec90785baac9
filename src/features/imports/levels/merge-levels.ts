import type { TenantLevel } from '../../../access/actor';
import { faultIn, type HierarchyFault } from '../hierarchy/faults';
import type { HierarchyLevel } from '../hierarchy/level-words';

/** That a level stands directly beneath another, both by their codes. */
export interface LevelStep {
  above: string;
  beneath: string;
}

interface Merged {
  levels: TenantLevel[];
  faults: HierarchyFault[];
}

/**
 * The levels that there are and those of a file as one order. What a level of the file stands beneath comes before it; a
 * level in use keeps its rank, any other may be pushed down.
 */
export function mergeLevels(
  present: readonly TenantLevel[],
  inUse: ReadonlySet<number>,
  found: readonly HierarchyLevel[],
  steps: readonly LevelStep[],
): Merged {
  const known = new Map(present.map((level) => [level.code, level]));
  const faults: HierarchyFault[] = [];
  const order = [...known.keys()];
  for (const { code } of found.filter((level) => !known.has(level.code))) {
    const above = steps.filter((step) => step.beneath === code).map((step) => order.indexOf(step.above));
    order.splice(Math.max(-1, ...above) + 1, 0, code);
  }
  for (const { above, beneath } of steps) {
    if (order.indexOf(above) >= order.indexOf(beneath) && !allows(known, above, beneath))
      faults.push(inUseFault(`${beneath} stands beneath ${above} in the file, and above it in the tree.`));
  }
  const ranks = rank(order, known, inUse, faults);
  const names = new Map(found.map(({ code, name }) => [code, name]));
  const levels = order.map((code): TenantLevel => {
    const children = new Set([
      ...present.filter((level) => known.get(code)?.childRanks.includes(level.rank)).map((level) => level.code),
      ...steps.filter(({ above }) => above === code).map(({ beneath }) => beneath),
    ]);
    const childRanks = [...children].map((child) => ranks.get(child) ?? 0).sort((left, right) => left - right);
    return { rank: ranks.get(code) ?? 0, code, name: known.get(code)?.name ?? names.get(code) ?? code, childRanks };
  });
  return { levels, faults };
}

function rank(
  order: readonly string[],
  known: ReadonlyMap<string, TenantLevel>,
  inUse: ReadonlySet<number>,
  faults: HierarchyFault[],
): Map<string, number> {
  const ranks = new Map<string, number>();
  let last = -1;
  for (const code of order) {
    const own = known.get(code);
    last = own && own.rank > last ? own.rank : last + 1;
    ranks.set(code, last);
    if (own && own.rank !== last && inUse.has(own.rank)) {
      faults.push(
        inUseFault(`A level would have to come between ${code} and what stands above it; ${code} is in use.`),
      );
    }
  }
  return ranks;
}

function allows(known: ReadonlyMap<string, TenantLevel>, above: string, beneath: string): boolean {
  return known.get(above)?.childRanks.includes(known.get(beneath)?.rank ?? -1) ?? false;
}

function inUseFault(message: string): HierarchyFault {
  return faultIn(null)('level', 'LEVEL_IN_USE', message);
}
