import { sql, verbatim } from '../../../database/sql';
import { notFound } from '../../../errors';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import type { Id } from '../../../database/id';
import type { Act } from '../acts/act';
import { Reorganization } from './reorganization.entity';

/** Columns of a reorganization `r`, named as its properties are. */
export const reorganizationColumns =
  verbatim(`r.tenant_id as "tenantId", r.id, r.organization_id as "organizationId", r.name, r.reason,
  r.effective_on as "effectiveOn", r.state, r.is_direct as "isDirect", r.author_id as "authorId", r.created_at as "createdAt",
  r.proposed_at as "proposedAt", r.approved_by as "approvedBy", r.approved_at as "approvedAt", r.rejected_by as "rejectedBy",
  r.rejected_at as "rejectedAt", r.applied_at as "appliedAt", r.undone_by as "undoneBy", r.undone_at as "undoneAt",
  r.failure as "failureSentences", r.version, coalesce(r.undone_at, r.applied_at)::text as moment`);

export function toReorganization(row: object): Reorganization {
  return Object.assign(new Reorganization(), row);
}

/** The reorganization, held against other changes of it until the transaction ends. The door rule has asked for access. */
export async function lockReorganization(tx: WriteContext, id: Id): Promise<Reorganization> {
  const [row] = await query(
    tx,
    sql`select ${reorganizationColumns} from reorganization r where r.tenant_id = ${tenantOf(tx)}::bigint and r.id = ${id}::bigint
      for no key update`,
  );
  if (!row) throw notFound();
  return toReorganization(row);
}

/** Its acts in their order. */
export async function actsOf(tx: WriteContext, { id }: Pick<Reorganization, 'id'>): Promise<Act[]> {
  const rows = await query<{ act: Act }>(
    tx,
    sql`select act from reorganization_act where tenant_id = ${tenantOf(tx)}::bigint and reorganization_id = ${id}::bigint order by position`,
  );
  return rows.map(({ act }) => act);
}
