import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { notFound } from '../../errors';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { organizationColumns, toOrganization } from './organization.columns';
import type { Organization } from './organization.entity';
import { organizationFault, staleVersion } from './organization.errors';

/** The organization, held against other changes until the transaction ends. The door rule has asked for access. */
export async function lockOrganization(tx: WriteContext, id: Id): Promise<Organization> {
  const [row] = await query(
    tx,
    sql`select ${organizationColumns} from organization o
      where o.tenant_id = ${tenantOf(tx)}::bigint and o.id = ${id}::bigint for update`,
  );
  if (!row) throw notFound();
  return toOrganization(row);
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

/** The day an act takes effect: today or earlier. */
export function effectiveDay(tx: WriteContext, effectiveOn: string | null | undefined): string {
  const day = effectiveOn ?? tx.actor.today;
  if (day <= tx.actor.today) return day;
  throw organizationFault('INVALID', 'effectiveOn', {
    en: 'The day lies in the future; acts take effect today or earlier.',
    zh: '生效日期不能晚于今天。',
  });
}
