import type { Actor } from '../access/actor';
import type { Session } from '../database/session';
import { sql } from '../database/sql';
import type { AuditRecord } from './context';

const mostAtOnce = 2_000;

/** Who did what, and the transaction in which it is written down. */
export interface Recorded {
  readonly transaction: Session;
  readonly actor: Actor;
  readonly requestId: string;
  readonly records: readonly AuditRecord[];
}

/** Writes what was recorded, 2,000 entries a statement, in the transaction that it belongs to. */
export async function writeAuditEntries({ transaction, actor, requestId, records }: Recorded): Promise<void> {
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
      (tenant_id, account_id, api_key_id, request_id, action, node_type, node_id, organization_id, reason, before, after)
    select ${transaction.tenantId}::bigint, ${actor.accountId}::bigint, ${actor.apiKeyId}::bigint, ${requestId}, r.action,
      r."nodeType", r."nodeId", r."organizationId", r.reason, r.before, r.after
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r
      (action text, "nodeType" text, "nodeId" bigint, "organizationId" bigint, reason text, before jsonb, after jsonb)`);
}
