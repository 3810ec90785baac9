import { sql } from '../database/sql';
import type { Write } from './operation';

/** Writes what a mutation recorded, all entries in one statement, in the mutation's own transaction. */
export async function writeAuditEntries({ transaction, actor, requestId, records }: Write): Promise<void> {
  if (records.length === 0) return;
  await transaction.query(sql`
    insert into audit_entry
      (tenant_id, account_id, request_id, action, node_type, node_id, organization_id, reason, before, after)
    select ${transaction.tenantId}::bigint, ${actor.accountId}::bigint, ${requestId}, r.action, r."nodeType", r."nodeId",
      r."organizationId", r.reason, r.before, r.after
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r
      (action text, "nodeType" text, "nodeId" bigint, "organizationId" bigint, reason text, before jsonb, after jsonb)`);
}
