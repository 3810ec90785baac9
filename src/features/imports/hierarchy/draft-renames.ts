import { toAreaCode } from '../../organizations/area-code';
import type { RenameAct } from '../../reorganizations/acts/act';
import type { DesiredOrganization } from './desired-organization';
import type { Draft } from './draft';
import type { ExistingOrganization } from './existing-organization';
import type { Matches } from './matches';
import { isSameName, nameInStyleOf } from './plain-name';

/** What changes about the organizations that stay, apart from their place. */
export function draftRenames(rows: readonly DesiredOrganization[], matches: Matches): Draft<RenameAct>[] {
  return rows.flatMap((row) => {
    const organization = matches.organizationOf(row);
    if (!organization) return [];
    const changes = changesOf(row, organization, matches.rules.get(row) !== 'SAME_CODE');
    if (Object.keys(changes).length === 0) return [];
    return [{ act: { kind: 'RENAME', organization: { id: organization.id }, ...changes }, line: row.line }];
  });
}

type Changes = Omit<RenameAct, 'kind' | 'organization'>;

function changesOf(row: DesiredOrganization, present: ExistingOrganization, isNewCode: boolean): Changes {
  const renamed = !isSameName(present.name, row.name);
  const changes: Changes = {};
  if (renamed) changes.name = nameInStyleOf(present.name, row.name);
  if (row.shortName !== null && row.shortName !== present.shortName) changes.shortName = row.shortName;
  Object.assign(changes, codeChanges(row, present, isNewCode));
  const kind = row.kind ?? (renamed && present.kind !== null ? row.inferredKind : null);
  if (kind !== null && kind !== present.kind) changes.organizationKind = kind;
  if (row.sortOrder !== null && row.sortOrder !== present.sortOrder) changes.sortOrder = row.sortOrder;
  return changes;
}

function codeChanges(row: DesiredOrganization, present: ExistingOrganization, isNewCode: boolean): Changes {
  const areaCode = row.areaCode ?? (isNewCode ? row.inferredAreaCode : null);
  const changesArea = areaCode !== null && areaCode !== present.areaCode;
  const changesReference = isNewCode && !keepsReference(row, present, areaCode);
  return {
    ...(changesReference ? { externalReference: row.code } : {}),
    ...(changesArea ? { areaCode } : {}),
  };
}

/** Whoever has a reference of his own beside the area code keeps it; the new area code is enough to find him again. */
function keepsReference(row: DesiredOrganization, present: ExistingOrganization, areaCode: string | null): boolean {
  const { externalReference: reference } = present;
  if (reference === null || present.areaCode === null || areaCode === null) return false;
  return toAreaCode(reference) !== present.areaCode && toAreaCode(row.code) === areaCode;
}
