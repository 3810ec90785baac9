import type { Actor, ActorRow } from '../access/actor';
import type { Principal } from '../access/authenticate';
import { presumedActor, type PresumedActor } from '../access/presumed-actor';
import { readActor } from '../access/read-actor';
import { snapshotToBe } from '../database/open';
import type { ClientSession, Database } from '../database/session';

/**
 * A guess: who acts is who he was when he was last read, and the operation takes as many statements as the last time. With it
 * the opening of the snapshot, the reading of who acts, the first statement and the end travel in one message. The actor is
 * read all the same, in the same snapshot as everything else, and nothing is answered unless `holds`.
 */
export class Presumption {
  readonly actor: Actor;
  readonly session: ClientSession;
  private isRead = false;
  private isTrue = false;

  private constructor(
    database: Database,
    principal: Principal & { kind: 'account' },
    { presumed, now, statements }: { presumed: PresumedActor; now: Date; statements: number | undefined },
  ) {
    const heard = ([row]: ActorRow[]) => {
      this.isRead = true;
      this.isTrue = presumed.isConfirmedBy(row);
      if (!this.isTrue) throw new Error('Who acts is not who he was.');
    };
    this.actor = presumed.actor.at(now);
    this.session = snapshotToBe<ActorRow>(database, principal.tenantId, readActor({ ...principal, now }), {
      ...{ heard, statements },
    });
  }

  /** Undefined for whoever was not read before. */
  static of(
    database: Database,
    principal: Principal & { kind: 'account' },
    now: Date,
    statements: number | undefined,
  ): Presumption | undefined {
    const presumed = presumedActor(principal);
    return presumed && new Presumption(database, principal, { presumed, now, statements });
  }

  /** Whether it has proved wrong already, or cannot be proved any more. */
  get isDisproved(): boolean {
    const { isOverrun, hasEnded } = this.session;
    return ((this.isRead || hasEnded) && !this.isTrue) || isOverrun;
  }

  /** Whether all of it was true. Where no statement was sent, who acts is read now. */
  async holds(): Promise<boolean> {
    await this.session.open(true).catch(() => undefined);
    return this.isTrue && !this.session.isOverrun;
  }
}
