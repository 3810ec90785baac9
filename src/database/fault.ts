/**
 * What PostgreSQL means by an error. `collision`: serialization failure, deadlock, lock not available. `taken`: a unique or
 * exclusion constraint. `stopped`: the statement ran into its time limit, or was cancelled.
 */
export type DatabaseFault = 'collision' | 'taken' | 'stopped';

const meanings: Readonly<Record<string, DatabaseFault>> = {
  '40001': 'collision',
  '40P01': 'collision',
  '55P03': 'collision',
  '23505': 'taken',
  '23P01': 'taken',
  '57014': 'stopped',
};

/** The meaning of an error of PostgreSQL; undefined for any other, and for what is a defect of ours. */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && Object.hasOwn(meanings, code) ? meanings[code] : undefined;
}
