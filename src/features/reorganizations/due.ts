import { randomUUID } from 'node:crypto';
import type { Id } from '../../database/id';
import type { Database } from '../../database/session';
import { sql } from '../../database/sql';
import { UserFault, UserFaults } from '../../errors';
import { Operation } from '../../graphql/operation';
import { writeAlone } from '../../graphql/write-alone';
import type { Log } from '../../log';
import type { Message } from '../../messages';
import { codeConstraints } from '../organizations/organization.errors';
import { applyActs } from './plans/apply';
import { auditReorganization } from './plans/audit-reorganization';
import { refuseUnlessHeld } from './plans/authority';
import { lockReorganization } from './plans/reorganization.columns';
import { ReorganizationState, type Reorganization } from './plans/reorganization.entity';
import { updateReorganization } from './plans/write-reorganization';

interface Due {
  tenantId: Id;
  id: Id;
  accountId: Id;
}

/**
 * Applies every reorganization whose day has come, each in a transaction of its own, in the name of who approved it. One
 * that does not fit the tree any more is marked with the reason and not tried again. Answers how many were applied.
 */
export async function applyDue(database: Database, now: () => Date, log: Log): Promise<number> {
  const { rows } = await database.pool.query<Due>(
    'select tenant_id as "tenantId", id, account_id as "accountId" from due_reorganizations($1)',
    [now()],
  );
  let applied = 0;
  for (const due of rows) {
    try {
      if (await applyOne(database, now, due)) applied += 1;
    } catch (error) {
      const sentence = sentenceOf(error);
      log.warn({ err: error, reorganization: due.id }, 'A reorganization could not be applied on its day.');
      // What is no fault of the plan may be over in a moment.
      if (sentence) await markFailed(database, now, due, sentence);
    }
  }
  return applied;
}

function applyOne(database: Database, now: () => Date, due: Due): Promise<boolean> {
  return writeAlone(operationOf(database, now, due), 'exclusive', async (tx) => {
    const current = await lockReorganization(tx, due.id);
    // Another process may have come first.
    if (!isDue(current, tx.actor.today)) return false;
    if (current.isDirect) await refuseUnlessHeld(tx, current);
    await applyActs(tx, current);
    return true;
  });
}

function markFailed(database: Database, now: () => Date, due: Due, sentence: Message): Promise<void> {
  return writeAlone(operationOf(database, now, due), 'shared', async (tx) => {
    const current = await lockReorganization(tx, due.id);
    if (!isDue(current, tx.actor.today)) return;
    const failed = await updateReorganization(tx, current, sql`failure = ${JSON.stringify(sentence)}::jsonb`);
    auditReorganization(tx, 'failed', failed, current, { failure: sentence.en });
  });
}

function isDue({ state, effectiveOn, failureSentences }: Reorganization, today: string): boolean {
  return state === ReorganizationState.APPROVED && failureSentences === null && effectiveOn <= today;
}

function operationOf(database: Database, now: () => Date, { tenantId, accountId }: Due): Operation {
  const principal = { kind: 'account', name: 'due', tenantId, accountId } as const;
  return new Operation(database, now, { principal, locale: 'en', requestId: randomUUID(), onBehalf: true });
}

function sentenceOf(error: unknown): Message | undefined {
  if (error instanceof UserFault) return error.sentence;
  if (error instanceof UserFaults) return error.faults[0]?.sentence;
  const { constraint } = error as { constraint?: string };
  const meaning = Object.entries(codeConstraints).find(([name]) => name === constraint)?.[1];
  return meaning?.().sentence;
}
