import type { Id } from '../database/id';
import { rolePermissions, type Permission, type Role } from './permission';

export interface ActorGrant {
  id: Id;
  role: Role;
  organizationId: Id;
  startsOn: string;
  /** First day on which it no longer holds; null while open-ended. */
  endsOn: string | null;
  gridId: Id | null;
  /** Whether it was taken for some hours with a reason: what is read by its holder is on record. */
  isTemporary: boolean;
  /** Where its reach begins: its organization, or the building groups of its grid. */
  rootIds: Id[];
}

export interface TenantLevel {
  rank: number;
  code: string;
  name: string;
  /** Ranks that may stand directly beneath. */
  childRanks: number[];
}

export interface ActorTenant {
  id: Id;
  code: string;
  name: string;
  timeZone: string;
  levels: TenantLevel[];
}

/** What `readActor` answers. */
export interface ActorRow {
  accountId: Id;
  homeId: Id;
  apiKeyId: Id | null;
  name: string;
  /** The day it is in the tenant's time zone at the moment that decides what holds. */
  today: string;
  /** An `ActorTenant`, as JSON. */
  tenant: string;
  /** A list of `ActorGrant`, as JSON. */
  grants: string;
}

/** Who acts: an account with the grants that hold today, read in the same snapshot as everything the operation reads. */
export class Actor {
  readonly accountId: Id;
  /** Where his account belongs. */
  readonly homeId: Id;
  /** The API key he came with; null without one. */
  readonly apiKeyId: Id | null;
  readonly name: string;
  readonly tenant: ActorTenant;
  readonly today: string;
  readonly grants: readonly ActorGrant[];
  private readonly roots = new Map<Permission, Id[]>();

  constructor(
    row: ActorRow,
    /** The moment that decides what holds. */
    readonly now: Date,
  ) {
    this.accountId = row.accountId;
    this.homeId = row.homeId;
    this.apiKeyId = row.apiKeyId;
    this.name = row.name;
    this.tenant = JSON.parse(row.tenant) as ActorTenant;
    this.today = row.today;
    this.grants = JSON.parse(row.grants) as ActorGrant[];
  }

  /** The same at another moment, for which the same was read. */
  at(now: Date): Actor {
    return Object.assign(Object.create(Actor.prototype) as Actor, this, { now });
  }

  /** The organizations at and beneath which the actor holds the permission. */
  rootsFor(permission: Permission): Id[] {
    let roots = this.roots.get(permission);
    if (!roots) {
      const holding = this.grants.filter((grant) => rolePermissions[grant.role].includes(permission));
      roots = [...new Set(holding.flatMap((grant) => grant.rootIds))];
      this.roots.set(permission, roots);
    }
    return roots;
  }

  /** Whether every place where `held` is held also has `wanted`: then what was reached by one need not be filtered by the other. */
  holdsWherever(wanted: Permission, held: Permission): boolean {
    const places = new Set(this.rootsFor(wanted));
    return this.rootsFor(held).every((root) => places.has(root));
  }
}

/** The actor of the row that `readActor` answered for that moment; undefined when there is none. */
export function actorOf([row]: readonly ActorRow[], now: Date): Actor | undefined {
  return row && new Actor(row, now);
}
