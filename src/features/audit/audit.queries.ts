import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql, verbatim } from '../../database/sql';
import { query, tenantOf } from '../../graphql/context';
import { defineLoader, inOrder } from '../../graphql/loader';
import type { ReachArgs } from '../../graphql/reach';
import { defineList, reached } from '../organizations/organization-list';
import { AuditEntry } from './audit-entry.entity';

const entryColumns =
  verbatim(`e.tenant_id as "tenantId", e.id, e.occurred_at as "occurredAt", e.account_id as "accountId",
  e.request_id as "requestId", e.action, e.node_type as "nodeType", e.node_id as "subjectId",
  e.organization_id as "organizationId", e.reason, e.before, e.after`);
const toEntry = (row: object): AuditEntry => Object.assign(new AuditEntry(), row);

/** Entries by id; undefined for what is absent or beyond what the actor may read. */
export const visibleEntry = defineLoader<Id, AuditEntry | undefined>(async (ctx, ids) => {
  const tenantId = tenantOf(ctx);
  const rows = await query(
    ctx,
    sql`select ${entryColumns} from audit_entry e
      where e.tenant_id = ${tenantId}::bigint and e.id = any(${ids}::bigint[])
        and ${isWithin(tenantId, sql`e.organization_id`, ctx.actor.rootsFor('audit:read'))}`,
  );
  return inOrder(ids, rows.map(toEntry), (entry) => entry.id);
});

/** Entries of what was done here, or here and beneath. */
export const listAuditEntries = defineList<ReachArgs, AuditEntry>({
  name: 'audit entries',
  from: sql`audit_entry e join organization o on o.tenant_id = e.tenant_id and o.id = e.organization_id`,
  id: sql`e.id`,
  columns: entryColumns,
  conditions: (ctx, args) => reached(ctx, args, 'audit:read'),
  item: toEntry,
});
