import { isWithin } from '../../../database/closure';
import type { Id } from '../../../database/id';
import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { membershipColumns, toMembership } from '../membership.columns';
import type { Membership } from '../membership.entity';
import type { RosterRow } from './roster';

interface KnownPerson {
  id: Id;
  externalReference: string;
  /** Whether the actor may assign where the person is answered for. */
  permitted: boolean;
}

interface KnownOrganization {
  id: Id;
  externalReference: string;
  dissolvedOn: string | null;
}

/** What the register knows of everything a roster names, read in three statements and held until the transaction ends. */
export interface Register {
  people: ReadonlyMap<string, KnownPerson>;
  organizations: ReadonlyMap<string, KnownOrganization>;
  memberships: readonly Membership[];
  /** Organizations of these memberships at which the actor may assign. */
  heldPlaces: ReadonlySet<Id>;
}

export async function readRegister(tx: WriteContext, rows: readonly RosterRow[]): Promise<Register> {
  const people = await lockPeople(tx, rows);
  const organizations = await readOrganizations(tx, rows);
  const found = await lockMemberships(
    tx,
    people.map(({ id }) => id),
    rows,
  );
  return {
    people: new Map(people.map((person) => [person.externalReference, person])),
    organizations: new Map(organizations.map((organization) => [organization.externalReference, organization])),
    memberships: found.map(toMembership),
    heldPlaces: new Set(found.filter(({ held }) => held).map(({ organizationId }) => organizationId)),
  };
}

/** In the order of their ids, so that two rosters that share people wait for each other instead of deadlocking. */
function lockPeople(tx: WriteContext, rows: readonly RosterRow[]): Promise<KnownPerson[]> {
  const tenantId = tenantOf(tx);
  return query(
    tx,
    sql`select p.id, p.external_reference as "externalReference",
        ${isWithin(tenantId, sql`p.organization_id`, tx.actor.rootsFor('membership:assign'))} as permitted
      from person p where p.tenant_id = ${tenantId}::bigint
        and p.external_reference = any(${rows.map((row) => row.personExternalReference)}::text[])
      order by p.id for no key update`,
  );
}

/** Only those where the actor may assign; the others are as good as absent. */
function readOrganizations(tx: WriteContext, rows: readonly RosterRow[]): Promise<KnownOrganization[]> {
  const tenantId = tenantOf(tx);
  return query(
    tx,
    sql`select o.id, o.external_reference as "externalReference", o.dissolved_on as "dissolvedOn" from organization o
      where o.tenant_id = ${tenantId}::bigint
        and o.external_reference = any(${[...new Set(rows.map((row) => row.organizationExternalReference))]}::text[])
        and ${isWithin(tenantId, sql`o.id`, tx.actor.rootsFor('membership:assign'))}`,
  );
}

function lockMemberships(
  tx: WriteContext,
  personIds: readonly Id[],
  rows: readonly RosterRow[],
): Promise<(Membership & { held: boolean })[]> {
  const tenantId = tenantOf(tx);
  const references = rows.flatMap(({ externalReference }) => externalReference ?? []);
  return query(
    tx,
    sql`select ${membershipColumns}, ${isWithin(tenantId, sql`m.organization_id`, tx.actor.rootsFor('membership:assign'))} as held
      from membership m where m.tenant_id = ${tenantId}::bigint
        and (m.person_id = any(${personIds}::bigint[]) or (m.external_reference = any(${references}::text[]) and m.ended_on is null))
      order by m.id for update`,
  );
}
