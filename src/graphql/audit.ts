import type { Actor } from '../access/actor';
import type { Session } from '../database/session';
import { sql } from '../database/sql';
import type { AuditRecord } from './context';
import type { Write } from './operation';

const mostAtOnce = 2_000;

/** Writes what a mutation recorded, 2,000 entries a statement, in the mutation's own transaction. */
export async function writeAuditEntries({ transaction, actor, requestId, records }: Write): Promise<void> {
  for (let from = 0; from < records.length; from += mostAtOnce) {
    await write(transaction, actor, requestId, records.slice(from, from + mostAtOnce));
  }
}

async function write(
  transaction: Session,
  actor: Actor,
  requestId: string,
  records: readonly AuditRecord[],
): Promise<void> {
  await transaction.query(sql`
    insert into audit_entry
      (tenant_id, account_id, request_id, action, node_type, node_id, organization_id, reason, before, after)
    select ${transaction.tenantId}::bigint, ${actor.accountId}::bigint, ${requestId}, r.action, r."nodeType", r."nodeId",
      r."organizationId", r.reason, r.before, r.after
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r
      (action text, "nodeType" text, "nodeId" bigint, "organizationId" bigint, reason text, before jsonb, after jsonb)`);
}
