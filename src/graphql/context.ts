import type { Actor } from '../access/actor';
import type { Id } from '../database/id';
import type { Session } from '../database/session';
import type { Sql } from '../database/sql';
import type { Locale } from '../messages';

/** What every rule and resolver is given: who asks, and the session of this moment. */
export interface Context {
  /** Undefined for whoever has no valid token, and for a platform operator, who belongs to no tenant. */
  readonly actor: Actor | undefined;
  readonly operatorName: string | undefined;
  readonly locale: Locale;
  readonly requestId: string;
  /** A snapshot for reads, the transaction inside a mutation. */
  session(): Promise<Session>;
  /** Loaders of this moment's session; a new session begins with none. */
  readonly loaders: Map<object, unknown>;
  /**
   * Records that something was read that is not read unseen; the answer leaves only once that stands in the audit trail. Once
   * however often an operation reads it, or each time.
   */
  witness(read: AuditRecord, how?: 'once' | 'each time'): void;
}

/** What a query function takes: someone's own view of his tenant. */
export interface ReadContext extends Context {
  readonly actor: Actor;
}

declare const writing: unique symbol;

/** One write transaction. Branded, so that a read context cannot be passed to what writes. */
export interface WriteContext extends ReadContext {
  readonly [writing]: true;
  /** Records who did what to which node; a mutation that changed something and recorded nothing is rolled back. */
  audit(entry: AuditRecord): void;
  /** States that everything was already as asked, so that nothing was written. */
  unchanged(): void;
  /** Tells whoever follows the topic in any process of the id, once this is committed. Rare events only: NOTIFY makes commits wait for each other. */
  announce(topic: string, id: Id): Promise<void>;
  /** Says a line in the log, at warn, once this is committed. */
  warn(facts: object, sentence: string): void;
  /** Does work that may turn out to be a rehearsal: unless it is to be kept, it is taken back, its audit records too. */
  attempt<Result>(work: () => Promise<{ result: Result; keep: boolean }>): Promise<Result>;
}

export interface AuditRecord {
  action: string;
  nodeType: string;
  nodeId: string;
  /** Where it happened: who may read the entry follows from it. */
  organizationId: string;
  reason?: string | null;
  before?: object | null;
  after?: object | null;
}

/** Runs one statement in the context's session. */
export async function query<Row extends object>(ctx: Context, statement: Sql): Promise<Row[]> {
  return (await ctx.session()).query<Row>(statement);
}

/** The tenant every statement names. */
export function tenantOf(ctx: ReadContext): string {
  return ctx.actor.tenant.id;
}
