import { types as defaultTypes, type Pool, type PoolClient, type QueryResult } from 'pg';
import { databaseFault } from './fault';
import type { Id } from './id';
import { literalOf } from './literal';
import { executing, isOverloaded, keep, type PreparedStatement } from './prepared';
import type { Sql } from './sql';
import { nameOf } from './statement-names';

/** Where statements go: a pool of connections as the application role, and who listens to each statement sent. */
export interface Database {
  pool: Pool;
  onStatement?: (text: string, values?: readonly unknown[]) => void;
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

/** What is sent before the first statement of a session: how it begins, and one statement, whose rows are heard. */
export interface Opening {
  begin: readonly string[];
  first?: string | PreparedStatement;
  /** What it throws fails whatever the opening travelled with. */
  heard?: (rows: unknown[]) => void;
}

/** How the statements of a session travel. */
export interface Travel {
  /** Statements that come often are run by text, as prepared, so that the opening and the end can go in the same message. */
  asText: boolean;
  /** The session ends with so many statements, in the same message as the last; otherwise when it is told to. */
  statements?: number;
}

const dateOid = 1082;

/** Days stay text (`2020-06-30`): a JavaScript Date would put them in some time zone. */
export const types: typeof defaultTypes = {
  ...defaultTypes,
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === dateOid
      ? (value: string) => value
      : defaultTypes.getTypeParser(oid, format ?? 'text')) as (typeof defaultTypes)['getTypeParser'],
};

/** A session on a connection of the pool: taken when the opening is sent, given back when it ends. */
export class ClientSession implements Session {
  /** How many statements were sent, the opening aside. */
  statements = 0;
  /** Whether it ended by itself and was asked for more. */
  isOverrun = false;
  /** Why it never opened: no connection was to be had, or what the opening travelled with took too long. Neither is tried again. */
  unopened: unknown;
  private client: PoolClient | undefined;
  private ended: 'by itself' | 'as told' | undefined;
  /** Settles when the connection is free: loaders ask side by side, a connection answers one statement after another. */
  private free: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    readonly tenantId: Id,
    private opening: Opening | undefined,
    private readonly travel: Travel = { asText: false },
  ) {}

  /** Sends the opening, unless it was sent; with `isAll` nothing follows, and the session ends. */
  async open(isAll = false): Promise<void> {
    await this.inTurn(async () => {
      if (this.opening && !this.ended) await this.send(undefined, isAll);
    });
  }

  async query<Row extends object>(statement: Sql): Promise<Row[]> {
    this.refuseEnded();
    const compiled = statement.compile();
    return (await this.inTurn(() => this.ask(compiled))) as Row[];
  }

  async commit(): Promise<void> {
    await this.end(this.ending);
  }

  async rollback(): Promise<void> {
    await this.end('rollback');
  }

  get hasEnded(): boolean {
    return this.ended !== undefined;
  }

  private refuseEnded(): void {
    if (!this.ended) return;
    this.isOverrun = this.ended === 'by itself';
    throw new Error('A statement was sent through a session that has ended.');
  }

  private get ending(): 'commit' | 'rollback' {
    return this.database.rehearses ? 'rollback' : 'commit';
  }

  private async ask({ text, values }: Statement): Promise<unknown[]> {
    // The statement before this one may have been the last that was expected.
    this.refuseEnded();
    this.statements += 1;
    const name = nameOf(text);
    const prepared = this.travel.asText && name !== undefined ? asPrepared(name, text, values) : undefined;
    const isLast = this.statements === this.travel.statements;
    if (prepared) return this.send(prepared, isLast, () => this.database.onStatement?.(text, values));
    if (this.opening) await this.send(undefined, false);
    const client = this.client as PoolClient;
    this.database.onStatement?.(text, values);
    await this.database.before?.({ text, values }, async (other, given) => (await client.query(other, given)).rows);
    const parsed = this.travel.asText ? undefined : name;
    if (parsed !== undefined) keep(client, parsed);
    return (await client.query<object>({ name: parsed, text, values, types })).rows;
  }

  /**
   * Sends one message: the opening where it is due, the statement, and the end where it is the last. Answers the rows of the
   * statement. Whatever fails on the way closes the connection.
   */
  private async send(
    statement: PreparedStatement | undefined,
    isLast: boolean,
    announce?: () => void,
  ): Promise<unknown[]> {
    const { database, opening } = this;
    const client = (this.client ??= await this.connect());
    this.opening = undefined;
    const begin = opening ? [...opening.begin, ...textsOf(client, opening.first)] : [];
    const asked = textsOf(client, statement);
    if (opening) database.onStatement?.(begin.join('; '));
    announce?.();
    const texts = [...begin, ...asked, ...(isLast ? [this.ending] : [])];
    const results = await this.sendTexts(client, texts).catch((error: unknown) => {
      if (opening && databaseFault(error) === 'stopped') this.unopened = error;
      throw error;
    });
    if (isLast) this.giveBack('by itself');
    if (opening) opening.heard?.(results[begin.length - 1]?.rows ?? []);
    return results[begin.length + asked.length - 1]?.rows ?? [];
  }

  private async connect(): Promise<PoolClient> {
    try {
      return await this.database.pool.connect();
    } catch (error) {
      this.unopened = error;
      this.giveBack('as told');
      throw error;
    }
  }

  private async sendTexts(client: PoolClient, texts: readonly string[]): Promise<QueryResult<object>[]> {
    try {
      // Several statements in one message answer with one result each; the types say otherwise.
      const results = (await client.query({ text: texts.join('; '), types })) as unknown as QueryResult<object>;
      return Array.isArray(results) ? (results as QueryResult<object>[]) : [results];
    } catch (error) {
      this.giveBack('as told', error);
      throw error;
    }
  }

  private async end(statement: 'commit' | 'rollback'): Promise<void> {
    if (this.ended) return;
    // From here on nothing may be sent: it would run behind the transaction's end.
    this.ended = 'as told';
    await this.inTurn(async () => {
      try {
        const result = await this.client?.query(statement);
        // COMMIT of a transaction that has failed answers ROLLBACK without an error.
        if (result && result.command.toLowerCase() !== statement)
          throw new Error('The transaction had failed and was rolled back.');
      } catch (error) {
        this.giveBack('as told', error);
        throw error;
      }
      this.giveBack('as told');
    });
  }

  /** Gives the connection back, to be closed where something failed or it keeps too much. What waits for its turn finds none. */
  private giveBack(ended: 'by itself' | 'as told', failed?: unknown): void {
    const { client } = this;
    this.ended = ended;
    this.client = undefined;
    client?.release(failed instanceof Error ? failed : failed !== undefined || isOverloaded(client));
  }

  private inTurn<Result>(send: () => Promise<Result>): Promise<Result> {
    const result = this.free.then(send);
    this.free = result.catch(() => undefined);
    return result;
  }
}

function textsOf(client: PoolClient, statement: string | PreparedStatement | undefined): string[] {
  if (statement === undefined) return [];
  return typeof statement === 'string' ? [statement] : executing(client, statement);
}

/** Longer ones travel with parameters: nobody writes and reads a megabyte of literals for the sake of a message. */
const longestText = 20_000;

/** The statement with literals for its values; undefined where it is to travel with parameters. */
function asPrepared(name: string, text: string, values: readonly unknown[]): PreparedStatement | undefined {
  const literals = values.map(literalOf);
  let length = 0;
  for (const literal of literals) {
    if (literal === undefined) return undefined;
    length += literal.length;
  }
  return length > longestText
    ? undefined
    : { name: `${name}_by_text`, types: [], text, literals: literals as string[] };
}
