import type { Id } from '../../../database/id';
import { UserFault } from '../../../errors';
import type { WriteContext } from '../../../graphql/context';
import { toUserError } from '../../../graphql/mutation';
import { registerPeople } from '../../people/register-people';
import { recordChange } from '../membership.audit';
import type { Membership } from '../membership.entity';
import { membershipFault, type MembershipError } from '../membership.errors';
import { ErrorPolicy, type AssignMembershipsInput } from '../membership.inputs';
import type { AssignMembershipResult, AssignMembershipsPayload } from '../membership.payloads';
import { judge, type Act } from './judge';
import { readRegister } from './register.queries';
import { readRoster, type RowFault } from './roster';
import { changeAll, closeMoved, openAll, unregistered } from './write';

const mostRows = 1_000;

/** Upserts a roster, set-based: the number of statements does not depend on the number of rows. */
export async function assignMemberships(
  tx: WriteContext,
  input: AssignMembershipsInput,
): Promise<AssignMembershipsPayload> {
  if (input.rows.length > mostRows) {
    throw membershipFault('INVALID', 'rows', {
      en: `A call takes at most ${mostRows} rows.`,
      zh: `每次调用最多 ${mostRows} 行。`,
    });
  }
  const { acts, faults } = await plan(tx, input);
  const errors = new Map(faults.map(({ index, fault }) => [index, [toUserError(fault, tx) as MembershipError]]));
  if (faults.length > 0 && input.errorPolicy !== ErrorPolicy.REJECT_FAILED_ROWS) {
    return refused(input, errors);
  }
  const written = await write(tx, acts);
  const results = input.rows.map((_row, index): AssignMembershipResult => {
    return { index, membership: written.memberships.get(index) ?? null, userErrors: errors.get(index) ?? [] };
  });
  const unchanged = acts.filter(({ kind }) => kind === 'keep').length;
  const assigned = acts.length - unchanged;
  if (assigned === 0) tx.unchanged();
  return {
    results,
    assigned,
    unchanged,
    failed: faults.length,
    registered: written.registered,
    impact: impactOf(acts),
    userErrors: [],
  };
}

async function plan(tx: WriteContext, { rows }: AssignMembershipsInput): Promise<{ acts: Act[]; faults: RowFault[] }> {
  const { clean, faults } = readRoster(rows);
  const register = await readRegister(tx, clean);
  const acts: Act[] = [];
  for (const row of clean) {
    try {
      acts.push(judge(row, register));
    } catch (error) {
      if (!(error instanceof UserFault)) throw error;
      faults.push({ index: row.index, fault: error });
    }
  }
  return { acts, faults: faults.sort((left, right) => left.index - right.index) };
}

/** Nothing is written: every fault stands with its row and, because the call failed, with the call. */
function refused(
  { rows }: AssignMembershipsInput,
  errors: ReadonlyMap<number, MembershipError[]>,
): AssignMembershipsPayload {
  return {
    results: rows.map((_row, index) => ({ index, membership: null, userErrors: errors.get(index) ?? [] })),
    ...{ assigned: 0, unchanged: 0, failed: errors.size, registered: 0, impact: null },
    userErrors: [...errors.values()].flat(),
  };
}

async function write(
  tx: WriteContext,
  acts: readonly Act[],
): Promise<{ memberships: Map<number, Membership>; registered: number }> {
  const openings = acts.filter((act) => act.kind === 'open' || act.kind === 'move');
  const changes = acts.filter((act) => act.kind === 'change');
  const people = await registerPeople(tx, unregistered(openings));
  const registered = new Map(people.map(({ externalReference, id }) => [externalReference ?? '', id]));
  const closed = await closeMoved(tx, openings);
  const opened = await openAll(tx, openings, registered);
  const changed = await changeAll(tx, changes);

  const openedByPerson = new Map(opened.map((membership) => [membership.personId, membership]));
  const closedById = new Map(closed.map((membership) => [membership.id, membership]));
  const changedById = new Map(changed.map((membership) => [membership.id, membership]));
  const memberships = new Map<number, Membership>();
  for (const act of acts) {
    const membership = resultOf(act);
    if (!membership) throw new Error(`Row ${act.row.index} was not written.`);
    memberships.set(act.row.index, membership);
    recordAct(tx, act, membership, closedById);
  }
  return { memberships, registered: registered.size };

  function resultOf(act: Act): Membership | undefined {
    if (act.kind === 'keep') return act.membership;
    if (act.kind === 'change') return changedById.get(act.membership.id);
    return openedByPerson.get(act.personId ?? registered.get(act.row.personExternalReference) ?? '');
  }
}

/** Each membership that was changed has its entry at the place where it is; a move has one at either end. */
function recordAct(tx: WriteContext, act: Act, membership: Membership, closed: ReadonlyMap<Id, Membership>): void {
  if (act.kind === 'open') recordChange(tx, 'membership.assigned', membership);
  if (act.kind === 'move') {
    recordChange(tx, 'membership.reassigned', closed.get(act.from.id) as Membership, act.from);
    recordChange(tx, 'membership.reassigned', membership);
  }
  if (act.kind === 'change') {
    const named = act.membership.status === membership.status;
    recordChange(tx, named ? 'membership.referenced' : 'membership.status-changed', membership, act.membership);
  }
}

/** Places that members come to or leave, and the members that do. */
function impactOf(acts: readonly Act[]) {
  const touched = acts.filter((act) => act.kind === 'open' || act.kind === 'move');
  const places = touched.flatMap((act) => [
    act.organizationId,
    ...(act.kind === 'move' ? [act.from.organizationId] : []),
  ]);
  return { organizations: new Set(places).size, members: touched.length, grantsGained: 0, grantsLost: 0 };
}
