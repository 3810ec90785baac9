import { type UserFault } from '../../../errors';
import type { Id } from '../../../database/id';
import type { Membership } from '../membership.entity';
import { duplicateMembershipReference, membershipFault, overlaps, statusNotAllowed } from '../membership.errors';
import { mayFollow } from '../membership.status';
import type { Register } from './register.queries';
import { pathOf, type RosterRow } from './roster';

/** What is to be done for a row. */
export type Act =
  | { kind: 'keep'; row: RosterRow; membership: Membership }
  | { kind: 'open'; row: RosterRow; personId: Id | null; organizationId: Id }
  | { kind: 'move'; row: RosterRow; personId: Id; organizationId: Id; from: Membership }
  | { kind: 'change'; row: RosterRow; membership: Membership };

/** Judges one row against the register; throws a fault with the path of the value that is wrong. */
export function judge(row: RosterRow, register: Register): Act {
  const personId = personOf(row, register);
  const organizationId = organizationOf(row, register);
  const named = register.memberships.find(
    (each) => each.endedOn === null && each.externalReference === row.externalReference,
  );
  if (row.externalReference != null && named && named.personId !== personId) {
    throw duplicateMembershipReference(pathOf(row.index, 'externalReference'));
  }
  const own = personId === null ? [] : register.memberships.filter((each) => each.personId === personId);
  const open = own.find(({ endedOn }) => endedOn === null);
  if (!open || personId === null) {
    if (own.some(({ endedOn }) => endedOn !== null && endedOn > row.startedOn))
      throw overlaps(pathOf(row.index, 'startedOn'));
    return { kind: 'open', row, personId, organizationId };
  }
  return judgeOpen(row, personId, organizationId, open, register);
}

/** The person has an open membership: the row finds it as it is, changes its status, or moves it. */
function judgeOpen(row: RosterRow, personId: Id, organizationId: Id, open: Membership, register: Register): Act {
  const samePlace = open.organizationId === organizationId && open.startedOn === row.startedOn;
  const sameReference = row.externalReference != null && row.externalReference === open.externalReference;
  const unnamed = row.externalReference == null || open.externalReference === null;
  if (!sameReference && !(samePlace && unnamed)) throw overlaps(pathOf(row.index, 'startedOn'));
  const sameStatus = open.status === row.status;
  if (!sameStatus && !mayFollow(open.status, row.status)) {
    throw statusNotAllowed(pathOf(row.index, 'status'), open.status, row.status);
  }
  if (samePlace) {
    const named = row.externalReference == null || sameReference;
    return { kind: sameStatus && named ? 'keep' : 'change', row, membership: open };
  }
  if (open.organizationId === organizationId) throw overlaps(pathOf(row.index, 'startedOn'));
  if (!register.heldPlaces.has(open.organizationId)) throw absent(row, 'externalReference');
  if (row.startedOn <= open.startedOn) {
    throw membershipFault('INVALID', pathOf(row.index, 'startedOn'), {
      en: `The day is not after ${open.startedOn}, when the present membership began.`,
      zh: `日期必须晚于现有组织关系开始之日（${open.startedOn}）。`,
    });
  }
  return { kind: 'move', row, personId, organizationId, from: open };
}

/** Null: nobody of that reference is there yet, and the row gives the name to register. */
function personOf(row: RosterRow, { people }: Register): Id | null {
  const person = people.get(row.personExternalReference);
  if (person?.permitted) return person.id;
  if (row.personName == null) throw absent(row, 'personExternalReference');
  if (!person) return null;
  // The reference is unique in the tenant, so that it is taken cannot be hidden from whoever tries to use it.
  throw membershipFault('DUPLICATE_REFERENCE', pathOf(row.index, 'personExternalReference'), {
    en: 'The reference belongs to a person out of your reach.',
    zh: '该编号属于您权限范围之外的人员。',
  });
}

function organizationOf(row: RosterRow, { organizations }: Register): Id {
  const organization = organizations.get(row.organizationExternalReference);
  if (!organization) throw absent(row, 'organizationExternalReference');
  if (organization.dissolvedOn === null) return organization.id;
  throw membershipFault('DISSOLVED', pathOf(row.index, 'organizationExternalReference'), {
    en: `The organization was dissolved on ${organization.dissolvedOn}.`,
    zh: `该组织已于 ${organization.dissolvedOn} 撤销。`,
  });
}

function absent(row: RosterRow, field: string): UserFault {
  return membershipFault('NOT_FOUND', pathOf(row.index, field), { en: 'Not found.', zh: '未找到。' });
}
