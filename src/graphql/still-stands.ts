import { actorOf, type Actor, type ActorRow } from '../access/actor';
import { actorStatement, type ActorQuestion } from '../access/read-actor';
import type { Session } from '../database/session';
import { conflict, unauthenticated } from '../errors';
import type { AuditRecord } from './context';

/** For how long what was read of an actor is trusted by what he writes, in milliseconds; no statement is added to a quick write. */
export const trustedFor = 2_000;

/**
 * Refuses what is about to be committed when its actor lost his account, his key, or a grant that he had, while it waited for
 * others: with a grant gone he may try again, and the rules are asked anew. He is read as he is now; what the write
 * ended itself, by its `records`, is no reason.
 */
export async function refuseEnded(
  session: Session,
  actor: Actor,
  records: readonly AuditRecord[],
  { apiKeyId, ...question }: ActorQuestion,
): Promise<void> {
  const endsKeys = records.some(({ nodeType }) => nodeType === 'ApiKey');
  const statement = actorStatement(endsKeys ? question : { ...question, apiKeyId });
  const present = actorOf(await session.query<ActorRow>(statement), question.now);
  if (!present) throw unauthenticated();
  const standing = new Set(present.grants.map(({ id }) => id));
  for (const { nodeType, nodeId } of records) if (nodeType === 'Grant') standing.add(nodeId);
  if (actor.grants.some(({ id }) => !standing.has(id))) throw conflict();
}
