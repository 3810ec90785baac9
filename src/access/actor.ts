import { checkedInteger, type Id } from '../database/id';
import { verbatim } from '../database/sql';
import { grantHoldsOn, grantRootIds } from './grant.sql';
import { keyScope } from './key-scope';
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

interface ActorRow {
  accountId: Id;
  homeId: Id;
  apiKeyId: Id | null;
  name: string;
  tenant: ActorTenant;
  /** The moment that decides what holds. */
  now: Date;
  /** The day it is then in the tenant's time zone. */
  today: string;
  grants: ActorGrant[];
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
  readonly now: Date;
  readonly today: string;
  readonly grants: readonly ActorGrant[];
  private readonly roots = new Map<Permission, Id[]>();

  constructor(row: ActorRow) {
    this.accountId = row.accountId;
    this.homeId = row.homeId;
    this.apiKeyId = row.apiKeyId;
    this.name = row.name;
    this.tenant = row.tenant;
    this.now = row.now;
    this.today = row.today;
    this.grants = row.grants;
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

/**
 * The statement that reads an actor; text, because it travels with BEGIN. No row when the account is suspended.
 * `now` is the moment that decides which grants hold. Who comes with an API key has what his grants and the scope of the key
 * have in common, and there is no row when the key does not hold.
 */
export function readActor(accountId: Id, now: Date, apiKeyId?: Id, evenSuspended = false): string {
  const scope = keyScope(apiKeyId, now);
  const instant = `'${now.toISOString()}'::timestamptz`;
  const holds = grantHoldsOn(verbatim('clock.today'), verbatim(instant));
  return `
    select a.id as "accountId", a.organization_id as "homeId", ${scope.id} as "apiKeyId", a.name,
      json_build_object('id', t.id::text, 'code', t.code, 'name', t.name, 'timeZone', t.time_zone, 'levels', (
        select json_agg(json_build_object('rank', l.rank, 'code', l.code, 'name', l.name, 'childRanks', l.child_ranks) order by l.rank)
        from organization_level l where l.tenant_id = t.id)) as tenant,
      ${instant} as now, clock.today::text as today,
      coalesce((
        select json_agg(json_build_object('id', g.id::text, 'role', g.role, 'organizationId', g.organization_id::text,
          'startsOn', g.starts_on, 'endsOn', g.ends_on, 'gridId', g.grid_id::text,
          'isTemporary', g.expires_at is not null, 'rootIds', to_json(reach.ids::text[])) order by g.id)
        from role_grant g
        cross join lateral (select ${grantRootIds.compile().text} as ids) given
        ${scope.reach}
        where g.tenant_id = a.tenant_id and g.account_id = a.id and ${holds.compile().text} ${scope.holds}), '[]') as grants
    from account a
    join tenant t on t.id = a.tenant_id
    cross join lateral (select (${instant} at time zone t.time_zone)::date as today) clock${scope.join}
    where a.tenant_id = current_setting('app.tenant_id')::bigint and a.id = ${checkedInteger(accountId)}
      and (${String(evenSuspended)} or a.suspended_at is null)`;
}

/** The actor of the row that `readActor` answered; undefined when there is none. */
export function actorOf(rows: readonly unknown[]): Actor | undefined {
  const row = rows[0] as ActorRow | undefined;
  return row && new Actor(row);
}
