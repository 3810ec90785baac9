import { closureOf } from '../../src/database/closure';
import type { Id } from '../../src/database/id';
import { sql, verbatim, type Sql } from '../../src/database/sql';

/** A join that keeps what hangs at or beneath Bashu Garden. */
export const ofBashu = (tenantId: Id, column: string): Sql => sql`
  join ${closureOf(tenantId)} c on c.descendant_id = ${verbatim(column)}
  join organization b on b.tenant_id = ${tenantId}::bigint and b.id = c.ancestor_id and b.short_name = '巴蜀花园'`;
