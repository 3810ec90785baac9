import type { Actor, ActorRow } from './actor';
import type { Principal } from './authenticate';

/** Who acts, as far as nothing has changed since he was last read: a guess, until `isConfirmedBy` what is read now. */
export class PresumedActor {
  constructor(
    readonly actor: Actor,
    private readonly row: ActorRow,
  ) {}

  /** Whether what was read now is to the letter what this was made from, whatever was read elsewhere meanwhile. */
  isConfirmedBy(row: ActorRow | undefined): boolean {
    const columns = Object.keys(this.row) as (keyof ActorRow)[];
    return row !== undefined && columns.every((column) => row[column] === this.row[column]);
  }
}

/** By the principal that is remembered for a token: kept as long as he is. */
const lastRead = new WeakMap<Principal, PresumedActor>();

/** Keeps what was read of who acts. Nothing of whoever holds temporary access: what he reads is put on record. */
export function rememberActor(principal: Principal, row: ActorRow, actor: Actor): void {
  if (actor.grants.some(({ isTemporary }) => isTemporary)) lastRead.delete(principal);
  else lastRead.set(principal, new PresumedActor(actor, row));
}

export function presumedActor(principal: Principal): PresumedActor | undefined {
  return lastRead.get(principal);
}
