import type { Id } from '../../../database/id';
import { UserFault } from '../../../errors';
import { cleanName } from '../../../graphql/text';
import { membershipFault } from '../membership.errors';
import type { AssignMembershipRow } from '../membership.inputs';

/** A row whose texts are clean, with its place in the call. */
export type RosterRow = AssignMembershipRow & { index: number };

/** A row as it was judged: what is to be done, or what is wrong with it. */
export interface RowFault {
  index: number;
  fault: UserFault;
}

export const pathOf = (index: number, field: string) => ['rows', String(index), field];

/** Cleans every row and finds those that name a person or a membership named before in the same call. */
export function readRoster(rows: readonly AssignMembershipRow[]): { clean: RosterRow[]; faults: RowFault[] } {
  const clean: RosterRow[] = [];
  const faults: RowFault[] = [];
  const people = new Map<string, Id>();
  const references = new Map<string, Id>();
  rows.forEach((row, index) => {
    try {
      const cleaned = cleanRow(row, index);
      claim(people, cleaned.personExternalReference, index, 'personExternalReference');
      if (cleaned.externalReference != null) claim(references, cleaned.externalReference, index, 'externalReference');
      clean.push(cleaned);
    } catch (error) {
      if (!(error instanceof UserFault)) throw error;
      faults.push({ index, fault: error });
    }
  });
  return { clean, faults };
}

function cleanRow(row: AssignMembershipRow, index: number): RosterRow {
  const clean = (field: 'personExternalReference' | 'organizationExternalReference', text: string) =>
    cleanName(text, ['input', ...pathOf(index, field)], 100);
  return {
    ...row,
    index,
    personExternalReference: clean('personExternalReference', row.personExternalReference),
    organizationExternalReference: clean('organizationExternalReference', row.organizationExternalReference),
    personName: row.personName == null ? null : cleanName(row.personName, ['input', ...pathOf(index, 'personName')]),
    externalReference:
      row.externalReference == null
        ? null
        : cleanName(row.externalReference, ['input', ...pathOf(index, 'externalReference')], 100),
  };
}

function claim(taken: Map<string, string>, reference: string, index: number, field: string): void {
  const first = taken.get(reference);
  if (first !== undefined) {
    throw membershipFault('DUPLICATE_REFERENCE', pathOf(index, field), {
      en: `Row ${first} of this call names the same one.`,
      zh: `本次调用的第 ${first} 行已使用该编号。`,
    });
  }
  taken.set(reference, String(index));
}
