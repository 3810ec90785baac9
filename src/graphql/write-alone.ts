import type { StructureLock } from '../database/lock';
import { writeAuditEntries } from './audit';
import type { WriteContext } from './context';
import type { Operation } from './operation';

/** One write transaction outside of any GraphQL operation: committed with its audit entries, or taken back. */
export async function writeAlone<Result>(
  operation: Operation,
  structure: StructureLock,
  work: (tx: WriteContext) => Promise<Result>,
): Promise<Result> {
  const tx = await operation.begin(structure);
  try {
    const result = await work(tx);
    await writeAuditEntries(tx);
    await tx.commit();
    return result;
  } catch (error) {
    await tx.transaction.rollback().catch(() => undefined);
    throw error;
  }
}
