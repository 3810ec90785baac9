import { verbatim } from '../../database/sql';
import { AuditEntry } from './audit-entry.entity';

export const entryColumns =
  verbatim(`e.tenant_id as "tenantId", e.id, e.occurred_at as "occurredAt", e.account_id as "accountId",
  e.request_id as "requestId", e.action, e.node_type as "nodeType", e.node_id as "subjectId",
  e.organization_id as "organizationId", e.reason, e.before, e.after, e.api_key_id as "apiKeyId"`);

export const toEntry = (row: object): AuditEntry => Object.assign(new AuditEntry(), row);
