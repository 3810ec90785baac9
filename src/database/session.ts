import { types as defaultTypes, type Pool, type PoolClient, type QueryResult } from 'pg';
import { checkedInteger, type Id } from './id';
import { takeStructureLock, type StructureLock } from './lock';
import { executing, type PreparedStatement } from './prepared';
import type { Sql } from './sql';
import { nameOf } from './statement-names';

/** Where statements go: a pool of connections as the application role, and who listens to each statement sent. */
export interface Database {
  pool: Pool;
  onStatement?: (text: string) => void;
  /** Stands before each statement of a session, and may send others through it first. */
  before?: (statement: Statement, send: (text: string, values?: unknown[]) => Promise<object[]>) => Promise<void>;
  /** Whatever is committed is taken back instead. */
  rehearses?: boolean;
}

export interface Statement {
  text: string;
  values: unknown[];
}

/** One connection in one transaction of one tenant. */
export interface Session {
  readonly tenantId: Id;
  query<Row extends object>(statement: Sql): Promise<Row[]>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

const dateOid = 1082;

/** Days stay text (`2020-06-30`): a JavaScript Date would put them in some time zone. */
const types: typeof defaultTypes = {
  ...defaultTypes,
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === dateOid
      ? (value: string) => value
      : defaultTypes.getTypeParser(oid, format ?? 'text')) as (typeof defaultTypes)['getTypeParser'],
};

/** One more statement that travels with BEGIN and the tenant setting in the same message. */
type First = string | PreparedStatement;

/** A read-only snapshot: every figure read through it is of one moment. The rows of `first` are returned beside the session. */
export async function openSnapshot<Row>(database: Database, tenantId: Id, first: First) {
  return open<Row>(database, tenantId, ['begin isolation level repeatable read read only', setTenant(tenantId)], first);
}

/** A write transaction. The structure lock is taken before `first` and before anything else is read. */
export async function openTransaction<Row>(database: Database, tenantId: Id, lock: StructureLock, first: First) {
  return open<Row>(database, tenantId, ['begin', setTenant(tenantId), takeStructureLock(tenantId, lock)], first);
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

/** As `openTransaction`, for what neither changes the tree nor relies on it. */
export async function openBesideStructure(database: Database, tenantId: Id): Promise<Session> {
  return (await open(database, tenantId, ['begin', setTenant(tenantId)])).session;
}

/** SET LOCAL with a checked integer, never set_config: only SET LOCAL reaches the workers of a distributed database. */
function setTenant(tenantId: Id): string {
  return `set local app.tenant_id = '${checkedInteger(tenantId)}'`;
}

async function open<Row>(
  database: Database,
  tenantId: Id,
  opening: readonly string[],
  first?: First,
): Promise<{ session: Session; rows: Row[] }> {
  const client = await database.pool.connect();
  const session = new ClientSession(client, tenantId, database);
  try {
    const text = [...opening, ...textsOf(client, first)].join('; ');
    database.onStatement?.(text);
    // Several statements in one message answer with one result each; the types say otherwise.
    const results = (await client.query({ text, types })) as unknown as QueryResult[];
    return { session, rows: results.at(-1)?.rows as Row[] };
  } catch (error) {
    session.discard(error);
    throw error;
  }
}

function textsOf(client: PoolClient, first: First | undefined): string[] {
  if (first === undefined) return [];
  return typeof first === 'string' ? [first] : executing(client, first);
}

class ClientSession implements Session {
  private state: 'open' | 'ended' = 'open';
  /** Settles when the connection is free: loaders ask side by side, a connection answers one statement after another. */
  private free: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly client: PoolClient,
    readonly tenantId: Id,
    private readonly database: Database,
  ) {}

  async query<Row extends object>(statement: Sql): Promise<Row[]> {
    if (this.state === 'ended') throw new Error('A statement was sent through a session that has ended.');
    const { text, values } = statement.compile();
    const send = () => this.client.query<Row>({ name: nameOf(text), text, values, types });
    const { onStatement, before } = this.database;
    onStatement?.(text);
    const ask = async (other: string, given?: unknown[]) => (await this.client.query<object>(other, given)).rows;
    const result = await this.inTurn(before ? () => before({ text, values }, ask).then(send) : send);
    return result.rows;
  }

  async commit(): Promise<void> {
    await this.end(this.database.rehearses ? 'rollback' : 'commit');
  }

  async rollback(): Promise<void> {
    await this.end('rollback');
  }

  /** Gives a connection of unknown state back to be closed, never to be reused. */
  discard(error: unknown): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.client.release(error instanceof Error ? error : true);
  }

  private async end(statement: 'commit' | 'rollback'): Promise<void> {
    if (this.state === 'ended') return;
    // From here on nothing may be sent: it would run behind the transaction's end.
    this.state = 'ended';
    try {
      const result = await this.inTurn(() => this.client.query(statement));
      // COMMIT of a transaction that has failed answers ROLLBACK without an error.
      if (result.command.toLowerCase() !== statement)
        throw new Error('The transaction had failed and was rolled back.');
    } catch (error) {
      this.client.release(error instanceof Error ? error : true);
      throw error;
    }
    this.client.release();
  }

  private inTurn<Result>(send: () => Promise<Result>): Promise<Result> {
    const result = this.free.then(send);
    this.free = result.catch(() => undefined);
    return result;
  }
}
