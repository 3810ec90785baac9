import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { notFound } from '../../errors';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { cleanOptional } from '../../graphql/text';
import { readOrganization, refuseDissolved, refuseStale } from '../organizations/organization.locks';
import { anonymized } from '../people/person.errors';
import { lockPerson, lockPersonFor } from '../people/person.service';
import { recordChange } from './membership.audit';
import { lastOn, membershipColumns, toMembership } from './membership.columns';
import type { Membership } from './membership.entity';
import { ended, membershipFault, statusNotAllowed } from './membership.errors';
import type {
  AssignMembershipInput,
  ChangeMembershipStatusInput,
  EndMembershipInput,
  ReassignMembershipInput,
} from './membership.inputs';
import type {
  AssignMembershipPayload,
  ChangeMembershipStatusPayload,
  EndMembershipPayload,
  ReassignMembershipPayload,
} from './membership.payloads';
import { visibleMembership } from './membership.queries';
import { mayFollow, MembershipEnd } from './membership.status';

/** Makes a person a member of an organization from a day on. */
export async function assignMembership(
  tx: WriteContext,
  input: AssignMembershipInput,
): Promise<AssignMembershipPayload> {
  const person = await lockPersonFor(tx, fromGlobalId('Person', input.personId), 'membership:assign');
  if (person.anonymizedAt) throw anonymized('personId');
  const organization = await readOrganization(tx, fromGlobalId('Organization', input.organizationId));
  refuseDissolved(organization, 'organizationId');
  const membership = await openMembership(tx, {
    personId: person.id,
    organizationId: organization.id,
    status: input.status,
    startedOn: input.startedOn,
    externalReference: cleanOptional(input.externalReference, ['input', 'externalReference'], 100) ?? null,
  });
  recordChange(tx, 'membership.assigned', membership);
  return { membership, userErrors: [] };
}

/** Ends a membership and opens one elsewhere, on one day; the actor holds both ends. */
export async function reassignMembership(
  tx: WriteContext,
  input: ReassignMembershipInput,
): Promise<ReassignMembershipPayload> {
  await lockPersonOf(tx, input);
  const current = await lockOpenMembership(tx, input);
  const organization = await readOrganization(tx, fromGlobalId('Organization', input.organizationId));
  refuseDissolved(organization, 'organizationId');
  if (organization.id === current.organizationId) {
    throw membershipFault('INVALID', 'organizationId', {
      en: 'The membership is there already.',
      zh: '组织关系已在该组织。',
    });
  }
  refuseDayBefore(current, input.effectiveOn, 'effectiveOn');
  if (input.effectiveOn < current.statusSince) {
    throw membershipFault('INVALID', 'effectiveOn', {
      en: `The present status began only on ${current.statusSince}.`,
      zh: `现状态自 ${current.statusSince} 起才开始。`,
    });
  }

  const endedMembership = await closeMembership(tx, current.id, input.effectiveOn, MembershipEnd.REASSIGNED);
  const membership = await openMembership(tx, {
    ...current,
    organizationId: organization.id,
    startedOn: input.effectiveOn,
  });
  recordChange(tx, 'membership.reassigned', endedMembership, current);
  recordChange(tx, 'membership.reassigned', membership);
  return { membership, endedMembership, userErrors: [] };
}

/** Takes a member one step forward. */
export async function changeMembershipStatus(
  tx: WriteContext,
  input: ChangeMembershipStatusInput,
): Promise<ChangeMembershipStatusPayload> {
  const current = await lockOpenMembership(tx, input);
  if (!mayFollow(current.status, input.status)) throw statusNotAllowed('status', current.status, input.status);
  if (input.effectiveOn < current.statusSince || input.effectiveOn > tx.actor.today) {
    throw membershipFault('INVALID', 'effectiveOn', {
      en: `The day lies between ${current.statusSince}, when the present status began, and today.`,
      zh: `日期应在现状态开始之日（${current.statusSince}）与今天之间。`,
    });
  }
  const [row] = await query(
    tx,
    sql`update membership m set status = ${input.status}, status_since = ${input.effectiveOn}::date, version = version + 1, updated_at = now()
      where m.tenant_id = ${tenantOf(tx)}::bigint and m.id = ${current.id}::bigint returning ${membershipColumns}`,
  );
  const membership = toMembership(row as object);
  recordChange(tx, 'membership.status-changed', membership, current);
  return { membership, userErrors: [] };
}

/** Ends a membership for good. */
export async function endMembership(tx: WriteContext, input: EndMembershipInput): Promise<EndMembershipPayload> {
  const current = await lockOpenMembership(tx, input);
  if (input.reason === MembershipEnd.REASSIGNED) {
    throw membershipFault('INVALID', 'reason', {
      en: 'Use reassignMembership for that.',
      zh: '请使用 reassignMembership。',
    });
  }
  refuseDayBefore(current, input.endedOn, 'endedOn');
  const membership = await closeMembership(tx, current.id, input.endedOn, input.reason);
  recordChange(tx, 'membership.ended', membership, current);
  return { membership, userErrors: [] };
}

/** A person before his memberships, as a roster locks them, so that the two wait for each other instead of deadlocking. */
async function lockPersonOf(tx: WriteContext, { membershipId }: { membershipId: string }): Promise<void> {
  const membership = await visibleMembership(tx).load(fromGlobalId('Membership', membershipId));
  if (!membership) throw notFound();
  await lockPerson(tx, membership.personId);
}

async function lockOpenMembership(
  tx: WriteContext,
  input: { membershipId: string; expectedVersion?: number | null },
): Promise<Membership> {
  const [row] = await query(
    tx,
    sql`select ${membershipColumns} from membership m
      where m.tenant_id = ${tenantOf(tx)}::bigint and m.id = ${fromGlobalId('Membership', input.membershipId)}::bigint for update`,
  );
  if (!row) throw notFound();
  const membership = toMembership(row);
  if (membership.endedOn !== null) throw ended(membership.endedOn);
  refuseStale(membership, input.expectedVersion);
  return membership;
}

/** A period has at least one day. */
function refuseDayBefore({ startedOn }: Membership, day: string, field: string): void {
  if (day > startedOn) return;
  throw membershipFault('INVALID', field, {
    en: `The day is not after ${startedOn}, when it began.`,
    zh: `日期必须晚于开始之日（${startedOn}）。`,
  });
}

type NewMembership = Pick<Membership, 'personId' | 'organizationId' | 'status' | 'startedOn' | 'externalReference'>;

/** Writes an open membership; from then on its organization answers for the person. */
async function openMembership(tx: WriteContext, membership: NewMembership): Promise<Membership> {
  const { personId, organizationId, status, startedOn, externalReference } = membership;
  const [row] = await query(
    tx,
    sql`with answering as (
        update person set organization_id = ${organizationId}::bigint
        where tenant_id = ${tenantOf(tx)}::bigint and id = ${personId}::bigint
      )
      insert into membership as m (tenant_id, person_id, organization_id, status, status_since, started_on, external_reference)
      values (${tenantOf(tx)}::bigint, ${personId}::bigint, ${organizationId}::bigint, ${status}, ${startedOn}::date,
        ${startedOn}::date, ${externalReference})
      returning ${membershipColumns}`,
  );
  return toMembership(row as object);
}

async function closeMembership(tx: WriteContext, id: Id, endedOn: string, reason: MembershipEnd): Promise<Membership> {
  const [row] = await query(
    tx,
    sql`update membership m set ended_on = ${endedOn}::date, end_reason = ${reason}, ${lastOn(sql`${endedOn}::date`)}, version = version + 1, updated_at = now()
      where m.tenant_id = ${tenantOf(tx)}::bigint and m.id = ${id}::bigint returning ${membershipColumns}`,
  );
  return toMembership(row as object);
}
