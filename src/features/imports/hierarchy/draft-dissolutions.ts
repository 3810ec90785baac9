import type { DissolveAct } from '../../reorganizations/acts/act';
import type { Draft } from './draft';
import type { ExistingOrganization } from './existing-organization';
import type { HierarchyNotice } from './faults';
import { groupBy } from './group';
import type { Recognized } from './recognize';
import type { ExistingTree } from './trees';

/** Dissolves what the file speaks of and does not have, children first. */
export function draftDissolutions(
  existing: ExistingTree,
  { matches, isSpokenOf }: Recognized,
): { drafts: Draft<DissolveAct>[]; notices: HierarchyNotice[] } {
  const gone = existing.organizations.filter((each) => isSpokenOf(each) && matches.isFree(each));
  const isGone = new Set(gone);
  const children = groupBy(existing.organizations, ({ parentId }) => parentId);
  const downward = gone.filter(
    ({ parentId }) => !isGone.has(existing.byId.get(parentId ?? '') as ExistingOrganization),
  );
  const notices: HierarchyNotice[] = [];
  for (const organization of downward) {
    const beneath = children.get(organization.id) ?? [];
    for (const child of beneath) if (isGone.has(child)) downward.push(child);
    const kept = beneath.filter((child) => !isSpokenOf(child));
    if (kept.length === 0) continue;
    const message = `${organization.name} is to be dissolved and has ${kept.length} beneath it of which the file does not speak.`;
    notices.push({ line: null, column: null, code: 'CHILDREN_LEFT', message });
  }
  const acts = downward.reverse().map(({ id }) => ({ kind: 'DISSOLVE', organization: { id } }) as const);
  return { drafts: acts.map((act) => ({ act, line: null })), notices };
}
