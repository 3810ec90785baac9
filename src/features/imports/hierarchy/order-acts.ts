import type { Draft, PlannedAct } from './draft';
import { faultIn, type HierarchyFault } from './faults';
import type { ExistingTree } from './trees';

interface Codes {
  externalReference?: string | null;
  areaCode?: string | null;
}

/**
 * Puts whoever gives up a code before whoever takes it, and otherwise keeps the order. Codes that cannot be free in time are
 * faults: a dissolved organization keeps its codes.
 */
export function orderByCodes(
  drafts: readonly Draft[],
  existing: ExistingTree,
): { ordered: Draft[]; faults: HierarchyFault[] } {
  const givers = giversOf(drafts, existing);
  const faults: HierarchyFault[] = [];
  const ordered: Draft[] = [];
  const states = new Map<Draft, 'WAITING' | 'DONE'>();
  // A stack of its own, since codes may be handed down a row of any length.
  const stack = [...drafts].reverse();
  for (let draft = stack.at(-1); draft; draft = stack.at(-1)) {
    const state = states.get(draft);
    states.set(draft, state ? 'DONE' : 'WAITING');
    const first = state ? [] : givingFirst(draft, givers, existing, faults);
    const circle = first.find((giver) => states.get(giver) === 'WAITING');
    if (circle) faults.push(faultIn(draft.line)('code', 'CODES_SWAPPED', swapped(circle)));
    if (state) {
      stack.pop();
      if (state === 'WAITING') ordered.push(draft);
    } else stack.push(...first.filter((giver) => !states.has(giver)));
  }
  return { ordered, faults };
}

/** By the code: the act by which its present holder gives it up. */
function giversOf(drafts: readonly Draft[], existing: ExistingTree): Map<string, Draft> {
  const givers = new Map<string, Draft>();
  for (const draft of drafts) {
    if (draft.act.kind !== 'RENAME' || !('id' in draft.act.organization)) continue;
    const holder = existing.byId.get(draft.act.organization.id);
    const { externalReference, areaCode } = draft.act;
    if (externalReference !== undefined && holder?.externalReference)
      givers.set(`reference ${holder.externalReference}`, draft);
    if (areaCode !== undefined && holder?.areaCode) givers.set(`area ${holder.areaCode}`, draft);
  }
  return givers;
}

function givingFirst(
  draft: Draft,
  givers: ReadonlyMap<string, Draft>,
  existing: ExistingTree,
  faults: HierarchyFault[],
): Draft[] {
  return codesTaken(draft.act).flatMap(({ externalReference, areaCode }) =>
    [
      { key: `reference ${externalReference}`, holder: existing.withReference(externalReference ?? '') },
      { key: `area ${areaCode}`, holder: areaCode == null ? undefined : existing.withAreaCode(areaCode) },
    ].flatMap(({ key, holder }) => {
      const giver = givers.get(key);
      if (!holder || giver) return giver && giver !== draft ? [giver] : [];
      faults.push(
        faultIn(draft.line)('code', 'CODE_TAKEN', `${holder.name} has the ${key.replace(' ', ' code ')} and keeps it.`),
      );
      return [];
    }),
  );
}

export function codesTaken(act: PlannedAct): Codes[] {
  if (act.kind === 'SPLIT') return act.parts;
  return act.kind === 'CREATE' || act.kind === 'RENAME' ? [act] : [];
}

function swapped(other: Draft): string {
  return `It is to take a code that is free only after line ${other.line}, which waits for this one.`;
}
