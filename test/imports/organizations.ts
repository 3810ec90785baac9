import type { DesiredOrganization } from '../../src/features/imports/hierarchy/desired-organization';
import type { ExistingOrganization } from '../../src/features/imports/hierarchy/existing-organization';

const ranks: Readonly<Record<string, number>> = { COUNTY: 0, STREET: 1, COMMUNITY: 2, BRANCH: 3 };

/** A file of these lines: code, parent, name, level; counted from 2, as beneath a header. */
export function file(...lines: (readonly [string, string | null, string, string, Partial<DesiredOrganization>?])[]) {
  return lines.map(([code, parentCode, name, level, more], index): DesiredOrganization => {
    const unsaid = {
      kind: null,
      inferredKind: null,
      shortName: null,
      sortOrder: null,
      areaCode: null,
      inferredAreaCode: null,
    };
    return { line: index + 2, code, parentCode, name, level, ...unsaid, ...more };
  });
}

/** A tree of these organizations: id, parent, name, level; the code is the id in upper case. */
export function tree(
  ...organizations: (readonly [string, string | null, string, string, Partial<ExistingOrganization>?])[]
) {
  return organizations.map(([id, parentId, name, levelCode, more]): ExistingOrganization => {
    const unsaid = { kind: null, shortName: null, areaCode: null, sortOrder: 0 };
    const externalReference = id.toUpperCase();
    return { id, parentId, name, levelCode, levelRank: ranks[levelCode] ?? 0, externalReference, ...unsaid, ...more };
  });
}
