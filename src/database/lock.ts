import type { Id } from './id';
import { checkedInteger } from './id';

/**
 * How a write stands to the tenant's structure lock. `exclusive` changes places in the tree, `shared` only relies on them.
 * It must be taken before anything is read: two contrary moves that read first were seen to make a cycle.
 */
export type StructureLock = 'exclusive' | 'shared';

/** The statement that takes the lock until the transaction ends; text, because it travels with BEGIN in one message. */
export function takeStructureLock(tenantId: Id, lock: StructureLock): string {
  const take = lock === 'exclusive' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  return `select ${take}(hashtextextended('sanlou.structure', ${checkedInteger(tenantId)}))`;
}
