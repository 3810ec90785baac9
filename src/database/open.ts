import type { QueryResult } from 'pg';
import { checkedInteger, type Id } from './id';
import { takeStructureLock, type StructureLock } from './lock';
import type { PreparedStatement } from './prepared';
import { ClientSession, types, type Database, type Opening, type Session } from './session';

/** One more statement that travels with BEGIN and the tenant setting in the same message. */
type First = string | PreparedStatement;

/** A read-only snapshot: every figure read through it is of one moment. The rows of `first` are returned beside the session. */
export async function openSnapshot<Row>(database: Database, tenantId: Id, first: First) {
  return open<Row>(database, tenantId, { begin: snapshotOf(tenantId), first });
}

/**
 * As `openSnapshot`, but nothing is sent until the first statement is: then both go in one message, and `heard` hears the rows
 * of `first`. With as many statements as are expected it ends by itself.
 */
export function snapshotToBe<Row>(
  database: Database,
  tenantId: Id,
  first: First,
  { heard, statements }: { heard: (rows: Row[]) => void; statements: number | undefined },
): ClientSession {
  const opening: Opening = { begin: snapshotOf(tenantId), first, heard: (rows) => heard(rows as Row[]) };
  return new ClientSession(database, tenantId, opening, { asText: true, statements });
}

/** A write transaction. The structure lock is taken before `first` and before anything else is read. */
export async function openTransaction<Row>(database: Database, tenantId: Id, lock: StructureLock, first: First) {
  return open<Row>(database, tenantId, {
    begin: ['begin', setTenant(tenantId), takeStructureLock(tenantId, lock)],
    first,
  });
}

/** As `openTransaction`, for what neither changes the tree nor relies on it. */
export async function openBesideStructure(database: Database, tenantId: Id): Promise<Session> {
  return (await open(database, tenantId, { begin: ['begin', setTenant(tenantId)] })).session;
}

/** The rows of one statement in a transaction of its own, which travels as one message. */
export async function askAlone<Row>(
  { pool, onStatement }: Database,
  tenantId: Id,
  mode: 'read only' | 'read write',
  statement: string,
): Promise<Row[]> {
  const text = [`begin ${mode}`, setTenant(tenantId), statement, 'commit'].join('; ');
  onStatement?.(text);
  const results = (await pool.query({ text, types })) as unknown as QueryResult[];
  return results[2]?.rows as Row[];
}

function snapshotOf(tenantId: Id): string[] {
  return ['begin isolation level repeatable read read only', setTenant(tenantId)];
}

/** SET LOCAL with a checked integer, never set_config: only SET LOCAL reaches the workers of a distributed database. */
function setTenant(tenantId: Id): string {
  return `set local app.tenant_id = '${checkedInteger(tenantId)}'`;
}

async function open<Row>(
  database: Database,
  tenantId: Id,
  opening: Opening,
): Promise<{ session: ClientSession; rows: Row[] }> {
  let rows: Row[] = [];
  const session = new ClientSession(database, tenantId, { ...opening, heard: (heard) => (rows = heard as Row[]) });
  await session.open();
  return { session, rows };
}
