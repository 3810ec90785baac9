import type { Actor } from '../access/actor';
import type { ActorQuestion } from '../access/read-actor';
import type { Id } from '../database/id';
import { notify } from '../database/listen';
import type { Session } from '../database/session';
import { sql } from '../database/sql';
import type { Log } from '../log';
import type { Locale } from '../messages';
import type { AuditRecord, Context } from './context';
import { refuseEnded, trustedFor } from './still-stands';

interface Beginning {
  /** When its clock was read, by that of the process. */
  at: number;
  /** Who its actor is, asked at the moment when it is called. */
  question: () => ActorQuestion;
}

/** The transaction of one mutation field, with what is to be recorded of it. */
export class Write implements Context {
  readonly locale: Locale;
  readonly requestId: string;
  readonly operatorName = undefined;
  readonly loaders = new Map<object, unknown>();
  readonly records: AuditRecord[] = [];
  private readonly warnings: [facts: object, sentence: string][] = [];
  wasUnchanged = false;

  constructor(
    private readonly operation: Context,
    readonly transaction: Session,
    readonly actor: Actor,
    private readonly begun: Beginning,
    private readonly log: Pick<Log, 'warn'> | undefined,
  ) {
    this.locale = operation.locale;
    this.requestId = operation.requestId;
  }

  session(): Promise<Session> {
    return Promise.resolve(this.transaction);
  }

  witness(...read: Parameters<Context['witness']>): void {
    this.operation.witness(...read);
  }

  audit(record: AuditRecord): void {
    this.records.push(record);
  }

  announce(topic: string, id: Id): Promise<void> {
    return notify(this.transaction, topic, id);
  }

  warn(facts: object, sentence: string): void {
    this.warnings.push([facts, sentence]);
  }

  /** Commits, where the actor still stands, and says what was to be said of it. */
  async commit(): Promise<void> {
    if (performance.now() - this.begun.at > trustedFor) {
      await refuseEnded(this.transaction, this.actor, this.records, this.begun.question());
    }
    await this.transaction.commit();
    for (const [facts, sentence] of this.warnings) this.log?.warn({ requestId: this.requestId, ...facts }, sentence);
  }

  unchanged(): void {
    this.wasUnchanged = true;
  }

  async attempt<Result>(work: () => Promise<{ result: Result; keep: boolean }>): Promise<Result> {
    const recorded = this.records.length;
    const warned = this.warnings.length;
    await this.transaction.query(sql`savepoint attempt`);
    const { result, keep } = await work();
    if (keep) return result;
    await this.transaction.query(sql`rollback to savepoint attempt`);
    this.records.length = recorded;
    this.warnings.length = warned;
    this.loaders.clear();
    return result;
  }
}
