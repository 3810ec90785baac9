import type { CleanRow } from './clean-row';
import { faultIn, type HierarchyFault } from './faults';

const mostLinesTold = 20;

/** Refuses a row that lies beneath itself, beneath nothing, or beside the root. */
export function checkStructure(
  rows: readonly CleanRow[],
  byCode: ReadonlyMap<string, CleanRow>,
  isKnown: (code: string) => boolean,
): HierarchyFault[] {
  const root = rows.find(({ hasParent }) => !hasParent);
  const faults = rows.flatMap(({ line, code, parentCode, hasParent }) => {
    const fault = faultIn(line);
    if (!hasParent) {
      if (line === root?.line) return [];
      return [fault('parentCode', 'SEVERAL_ROOTS', `It has no parent, and line ${root?.line} has none either.`)];
    }
    if (parentCode === null) return [];
    if (parentCode === code) return [fault('parentCode', 'SELF_PARENT', 'It is its own parent.')];
    if (byCode.has(parentCode) || isKnown(parentCode)) return [];
    return [fault('parentCode', 'ORPHAN', `${parentCode} is neither in the file nor in the tree.`)];
  });
  return [...faults, ...findCycles(rows, byCode)];
}

/** A fault for each row of each circle. What merely lies beneath a circle is not at fault. */
function findCycles(rows: readonly CleanRow[], byCode: ReadonlyMap<string, CleanRow>): HierarchyFault[] {
  const walkOf = new Map<CleanRow, number>();
  const faults: HierarchyFault[] = [];
  for (const [walk, start] of rows.entries()) {
    const passed: CleanRow[] = [];
    let at: CleanRow | undefined = start;
    while (at && !walkOf.has(at)) {
      walkOf.set(at, walk);
      passed.push(at);
      at = parentOf(at, byCode);
    }
    if (at && walkOf.get(at) === walk) faults.push(...cycleFaults(passed.slice(passed.indexOf(at))));
  }
  return faults;
}

function parentOf({ code, parentCode }: CleanRow, byCode: ReadonlyMap<string, CleanRow>): CleanRow | undefined {
  return parentCode === null || parentCode === code ? undefined : byCode.get(parentCode);
}

function cycleFaults(cycle: readonly CleanRow[]): HierarchyFault[] {
  const lines = cycle.map(({ line }) => line).sort((left, right) => left - right);
  const told = lines.slice(0, mostLinesTold).join(', ') + (lines.length > mostLinesTold ? ', ...' : '');
  return lines.map((line) =>
    faultIn(line)('parentCode', 'CYCLE', `It lies beneath itself: the lines ${told} form a circle.`),
  );
}
