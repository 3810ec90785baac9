import { sql } from '../../../database/sql';
import type { WriteContext } from '../../../graphql/context';
import { fromGlobalId } from '../../../graphql/ids';
import { refuseStale } from '../../organizations/organization.locks';
import { reorganizationFault } from '../reorganization.errors';
import { applyActs, type Applied } from './apply';
import { auditReorganization } from './audit-reorganization';
import { hasTakenPart, refuseUnlessAbove } from './authority';
import { lockReorganization } from './reorganization.columns';
import { ReorganizationState as State, type Reorganization } from './reorganization.entity';
import { undoActs } from './undo';
import { updateReorganization } from './write-reorganization';

export interface StepInput {
  id: string;
  expectedVersion?: number | null;
}

/** Lays a draft before those who approve. */
export async function proposeReorganization(tx: WriteContext, input: StepInput): Promise<Reorganization> {
  const current = await lockIn(tx, input, State.DRAFT);
  const proposed = await updateReorganization(tx, current, sql`state = 'PROPOSED', proposed_at = now()`);
  auditReorganization(tx, 'proposed', proposed, current);
  return proposed;
}

/** Lets a plan take effect on its day; by someone other than its author, whose own level stands above everything it touches. */
export async function approveReorganization(tx: WriteContext, input: StepInput): Promise<Reorganization> {
  const current = await lockIn(tx, input, State.PROPOSED);
  if (await hasTakenPart(tx, current)) {
    throw reorganizationFault('OWN_PLAN', 'id', {
      en: 'Nobody approves his own plan.',
      zh: '不能批准本人起草的方案。',
    });
  }
  await refuseUnlessAbove(tx, current);
  const approved = await updateReorganization(
    tx,
    current,
    sql`state = 'APPROVED', approved_at = now(), approved_by = ${tx.actor.accountId}::bigint`,
  );
  auditReorganization(tx, 'approved', approved, current);
  return approved;
}

/** Ends what has not been applied: a plan that is refused or withdrawn, or an act that was put off. */
export async function rejectReorganization(tx: WriteContext, input: StepInput): Promise<Reorganization> {
  const current = await lockIn(tx, input, State.DRAFT, State.PROPOSED, State.APPROVED);
  const rejected = await updateReorganization(
    tx,
    current,
    sql`state = 'REJECTED', rejected_at = now(), rejected_by = ${tx.actor.accountId}::bigint`,
  );
  auditReorganization(tx, 'rejected', rejected, current);
  return rejected;
}

/** Applies a plan whose day has come at once, instead of waiting for it to take effect by itself. */
export async function applyReorganization(tx: WriteContext, input: StepInput): Promise<Applied> {
  const current = await lockIn(tx, input, State.APPROVED);
  if (current.effectiveOn > tx.actor.today) {
    throw reorganizationFault('NOT_DUE', 'id', {
      en: `Its day is ${current.effectiveOn}; it takes effect by itself.`,
      zh: `该方案自 ${current.effectiveOn} 起自动生效。`,
    });
  }
  return applyActs(tx, current);
}

/** Applies it whatever its state and day, for whoever wants to see; the caller takes everything back. */
export async function previewReorganization(tx: WriteContext, input: StepInput): Promise<Applied> {
  return applyActs(tx, await lockIn(tx, input, State.DRAFT, State.PROPOSED, State.APPROVED));
}

export async function undoReorganization(tx: WriteContext, input: StepInput): Promise<Applied> {
  return undoActs(tx, await lockIn(tx, input, State.APPLIED));
}

/** The reorganization, locked; refused unless it is in one of the states. */
export async function lockIn(
  tx: WriteContext,
  { id, expectedVersion }: StepInput,
  ...states: State[]
): Promise<Reorganization> {
  const current = await lockReorganization(tx, fromGlobalId('Reorganization', id));
  refuseStale(current, expectedVersion);
  if (states.includes(current.state)) return current;
  throw reorganizationFault('WRONG_STATE', 'id', {
    en: `It is ${current.state}; this asks for ${states.join(' or ')}.`,
    zh: `当前状态为 ${current.state}，此操作要求 ${states.join(' 或 ')}。`,
  });
}
