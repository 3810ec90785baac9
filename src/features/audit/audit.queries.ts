import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, tenantOf } from '../../graphql/context';
import { defineLoader, inOrder } from '../../graphql/loader';
import { entryColumns, toEntry } from './audit.columns';
import type { AuditEntry } from './audit-entry.entity';

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

interface Seal {
  entryId: Id;
  number: number;
  hash: string;
}

/** The seals of entries that the actor has read; undefined while there is none. */
export const sealOf = defineLoader<Id, Seal | undefined>(async (ctx, ids) => {
  const rows = await query<Seal>(
    ctx,
    sql`select s.entry_id as "entryId", s.number::float8 as number, encode(s.hash, 'hex') as hash from audit_seal s
      where s.tenant_id = ${tenantOf(ctx)}::bigint and s.entry_id = any(${ids}::bigint[])`,
  );
  return inOrder(ids, rows, ({ entryId }) => entryId);
});
