import type { Id } from '../../database/id';
import { nothing, sql, verbatim, type Sql } from '../../database/sql';
import { notFound } from '../../errors';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { organizationColumns, toOrganization } from './organization.columns';
import type { Organization } from './organization.entity';
import { organizationFault, staleVersion } from './organization.errors';

/**
 * The organization as it stands. Where it stands, and that it is not dissolved, is held by the structure lock that every
 * write takes; whoever writes it takes `lockOrganization`. The door rule has asked for access.
 */
export function readOrganization(tx: WriteContext, id: Id): Promise<Organization> {
  return select(tx, id, nothing);
}

/** The organization, held against other changes of it until the transaction ends. */
export function lockOrganization(tx: WriteContext, id: Id): Promise<Organization> {
  return select(tx, id, verbatim('for no key update'));
}

async function select(tx: WriteContext, id: Id, lock: Sql): Promise<Organization> {
  const [row] = await query(
    tx,
    sql`select ${organizationColumns} from organization o
      where o.tenant_id = ${tenantOf(tx)}::bigint and o.id = ${id}::bigint ${lock}`,
  );
  if (!row) throw notFound();
  return toOrganization(row);
}

/** Organizations as they stand, by their ids. */
export async function organizationsById(tx: WriteContext, ids: readonly Id[]): Promise<Map<Id, Organization>> {
  const rows = await query(
    tx,
    sql`select ${organizationColumns} from organization o where o.tenant_id = ${tenantOf(tx)}::bigint and o.id = any(${ids}::bigint[])`,
  );
  return new Map(rows.map(toOrganization).map((organization) => [organization.id, organization]));
}

/** Refuses what is dissolved. `field` is where the input named it. */
export function refuseDissolved(organization: Organization, field: string): void {
  if (organization.dissolvedOn === null) return;
  throw organizationFault('DISSOLVED', field, {
    en: `It was dissolved on ${organization.dissolvedOn}.`,
    zh: `该组织已于 ${organization.dissolvedOn} 撤销。`,
  });
}

export function refuseStale(current: { version: number }, expectedVersion: number | null | undefined): void {
  if (expectedVersion != null && expectedVersion !== current.version) throw staleVersion(current.version);
}

/** A day that is today, also when it is left out, or earlier: what is written is listed and counted at once. */
export function pastDay(tx: WriteContext, given: string | null | undefined, field: string): string {
  const day = given ?? tx.actor.today;
  if (day <= tx.actor.today) return day;
  throw organizationFault('INVALID', field, {
    en: 'The day lies in the future; it is today or earlier.',
    zh: '日期不能晚于今天。',
  });
}
