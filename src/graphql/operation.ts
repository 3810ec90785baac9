import { actorOf, type Actor, type ActorGrant, type ActorRow } from '../access/actor';
import type { Principal } from '../access/authenticate';
import { rememberActor } from '../access/presumed-actor';
import { readActor, type ActorQuestion } from '../access/read-actor';
import type { StructureLock } from '../database/lock';
import type { Id } from '../database/id';
import { openSnapshot, openTransaction } from '../database/open';
import type { ClientSession, Database, Session } from '../database/session';
import { notFound, unauthenticated } from '../errors';
import type { Log } from '../log';
import type { Locale } from '../messages';
import { writeAuditEntries } from './audit';
import type { AuditRecord, Context, WriteContext } from './context';
import { Presumption } from './presumption';
import { Write } from './write';

/** What is left to whoever asks. */
export interface Allowance {
  /** Takes the cost of an operation before any of its fields ran; refuses what is more than there is. */
  spend(cost: number): Promise<void>;
}

/** What the request brought along. */
export interface RequestFacts {
  principal: Principal | undefined;
  locale: Locale;
  requestId: string;
  /** Something is done in the name of an account that decided it before: it counts also when it is suspended by now. */
  onBehalf?: boolean;
  /** Hears that the principal is nobody any more. */
  refused?: () => void;
  /** Unlimited when left out. */
  allowance?: Allowance;
  /** Where writes say what operators should see. */
  log?: Pick<Log, 'warn'>;
}

/**
 * One operation: its reads share one snapshot, opened when first needed, together with the actor's grants of that very
 * moment. Each mutation field has a transaction of its own and what is selected beneath it reads a snapshot taken after it.
 */
export class Operation implements Context {
  actor: Actor | undefined;
  /** The temporary grants that held at any moment of the operation, by id. */
  readonly temporaryGrants = new Map<Id, ActorGrant>();
  readonly operatorName: string | undefined;
  readonly locale: Locale;
  readonly requestId: string;
  loaders = new Map<object, unknown>();
  /** What was read under witness, by what tells it from the rest. */
  private readonly witnessed = new Map<string, AuditRecord>();
  /** What it runs on until that is proved; nothing where all was read first. */
  presumed: Presumption | undefined;
  private paid = false;
  private snapshot: Promise<ClientSession> | undefined;
  private rehearsal: Session | undefined;
  private readonly afterwards: (() => Promise<unknown>)[] = [];
  private answered = false;

  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
    private readonly request: RequestFacts,
  ) {
    this.operatorName = request.principal?.kind === 'operator' ? request.principal.name : undefined;
    this.locale = request.locale;
    this.requestId = request.requestId;
  }

  /** Tells whoever asks from everybody else: his account, or that he is an operator; undefined for nobody. */
  get asker(): string | undefined {
    const { principal } = this.request;
    return principal?.kind === 'account' ? `${principal.tenantId} ${principal.accountId}` : principal?.name;
  }

  /**
   * Begins as if who acts were who he was the last time, with the first statement still to open the snapshot, and with the
   * last of so many to end it. Nothing is presumed of whoever has not been read, nor of what somebody watches.
   */
  presume(statements: number | undefined): void {
    const { database, request } = this;
    if (request.principal?.kind !== 'account' || database.before || database.rehearses) return;
    this.presumed = Presumption.of(database, request.principal, this.now(), statements);
    if (!this.presumed) return;
    this.snapshot = Promise.resolve(this.presumed.session);
    this.enter(this.presumed.actor);
  }

  /** Whether what is presumed has proved wrong already: whatever is built on it is thrown away. */
  get isDisproved(): boolean {
    return this.presumed?.isDisproved ?? false;
  }

  /** Whether all was as presumed, when it has run. What is read from here on, beside the answer, may see a new snapshot. */
  async holds(): Promise<boolean> {
    const { presumed } = this;
    if (!presumed) return true;
    const holds = await presumed.holds();
    const snapshot = await this.snapshot?.catch(() => undefined);
    // Where it failed another may have been opened since.
    if (snapshot?.hasEnded) this.snapshot = undefined;
    return holds;
  }

  /** How many statements its snapshot was asked. */
  async statements(): Promise<number> {
    return (await this.snapshot?.catch(() => undefined))?.statements ?? 0;
  }

  /** The same operation with nothing presumed and nothing read. It is paid for once. */
  anew(): Operation {
    const { allowance, ...facts } = this.request;
    return new Operation(this.database, this.now, this.paid ? facts : { ...facts, allowance });
  }

  /** Opens the snapshot and with it reads who acts; nothing for those who belong to no tenant. */
  async open(): Promise<void> {
    if (this.request.principal?.kind === 'account') await this.session();
  }

  /** Takes the cost from what is left to the caller; refuses when it is more. */
  async spend(cost: number): Promise<void> {
    await this.request.allowance?.spend(cost);
    this.paid = true;
  }

  session(): Promise<Session> {
    if (this.answered) return Promise.reject(new Error('The operation has been answered.'));
    if (this.rehearsal) return Promise.resolve(this.rehearsal);
    this.snapshot ??= this.openSnapshot();
    return this.snapshot;
  }

  /** Begins the transaction of one mutation field; the actor is read inside it, after the structure lock. */
  async begin(lock: StructureLock): Promise<Write & WriteContext> {
    await this.end();
    const { principal } = this.request;
    if (!principal) throw unauthenticated();
    if (principal.kind === 'operator') throw notFound();
    const at = performance.now();
    const question = (): ActorQuestion => ({ ...principal, now: this.now(), evenSuspended: this.request.onBehalf });
    const asked = question();
    const { session, rows } = await openTransaction<ActorRow>(
      this.database,
      principal.tenantId,
      lock,
      readActor(asked),
    );
    const actor = actorOf(rows, asked.now);
    if (!actor) {
      await session.rollback();
      this.request.refused?.();
      throw unauthenticated();
    }
    this.enter(actor);
    return new Write(this, session, actor, { at, question }, this.request.log) as Write & WriteContext;
  }

  /** Lets what is selected beneath a dry run read the state it would leave, until the next field or the end takes it back. */
  rehearse(session: Session): void {
    this.rehearsal = session;
  }

  witness(read: AuditRecord, how: 'once' | 'each time' = 'once'): void {
    this.witnessed.set(how === 'once' ? JSON.stringify(read) : String(this.witnessed.size), read);
  }

  /**
   * Writes down what was read under witness, in a transaction of its own that begins when all reads are done: no operation
   * holds two connections. Whoever lost his account meanwhile is not told what he read.
   */
  async recordReads(): Promise<void> {
    if (this.witnessed.size === 0) return;
    const write = await this.begin('shared');
    try {
      await writeAuditEntries({ ...write, records: [...this.witnessed.values()] });
      await write.commit();
    } catch (error) {
      await write.transaction.rollback().catch(() => undefined);
      throw error;
    }
  }

  /** Does work in the same snapshot when the answer is on its way. */
  afterAnswer(work: () => Promise<unknown>): void {
    this.afterwards.push(work);
  }

  /** Gives back what is open. Reads made afterwards see a new snapshot. */
  async end(): Promise<void> {
    const { snapshot, rehearsal } = this;
    this.snapshot = undefined;
    this.rehearsal = undefined;
    this.loaders = new Map();
    await rehearsal?.rollback();
    // A snapshot that could not be opened has already failed whoever asked for it.
    await (await snapshot?.catch(() => undefined))?.commit();
  }

  /**
   * Ends for good. An error may answer while other fields are still being resolved: what they ask for then is refused,
   * because nobody would give back the connection of a snapshot that they opened.
   */
  async close(): Promise<void> {
    // Whatever comes of it, the answer was given without.
    for (const work of this.afterwards) await work().catch(() => undefined);
    this.answered = true;
    await this.end();
  }

  private async openSnapshot(): Promise<ClientSession> {
    const { principal } = this.request;
    if (principal?.kind !== 'account') throw new Error('A read without a tenant.');
    const now = this.now();
    const opening = readActor({ ...principal, now });
    const { session, rows } = await openSnapshot<ActorRow>(this.database, principal.tenantId, opening);
    const actor = actorOf(rows, now);
    if (actor) rememberActor(principal, rows[0] as ActorRow, actor);
    else this.request.refused?.();
    if (this.actor && !actor) {
      // What he wrote before has ended his account or his key; the rules of what is selected beneath it are asked already.
      await session.rollback();
      throw unauthenticated();
    }
    this.enter(actor);
    return session;
  }

  private enter(actor: Actor | undefined): void {
    this.actor = actor;
    for (const grant of actor?.grants ?? []) if (grant.isTemporary) this.temporaryGrants.set(grant.id, grant);
  }
}
