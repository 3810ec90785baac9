import { rebuildClosure } from '../../../database/closure';
import type { Id } from '../../../database/id';
import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { pathEnd } from '../../organizations/history/beneath-at';
import { recordPlace } from '../../organizations/history/record-place';

interface Stray {
  id: Id;
  day: string;
  parentId: Id;
  parentPath: string;
}

/**
 * Takes along what never stood and hangs beneath organizations that an undo has put back: what this or an earlier undone
 * reorganization founded there stays on record beneath its parent, wherever that is.
 */
export async function settleStrays(tx: WriteContext, touched: readonly Id[]): Promise<void> {
  const tenantId = tenantOf(tx);
  const strays = await query<Stray>(
    tx,
    sql`select o.id, min(v.valid_from)::text as day, p.id as "parentId", p.path as "parentPath"
      from organization o join organization p on p.tenant_id = o.tenant_id and p.id = o.parent_id
      join organization_version v on v.tenant_id = o.tenant_id and v.organization_id = o.id and v.superseded_at = 'infinity'
      where o.tenant_id = ${tenantId}::bigint and o.dissolved_on is not null and o.path <> p.path || '/' || o.id
        and (o.parent_id = any(${touched}::bigint[]) or o.id = any(${touched}::bigint[]))
      group by o.id, p.id, p.path having not bool_or(v.dissolved_on is null)`,
  );
  for (const { id, day, parentId, parentPath } of strays) {
    await recordPlace(tx, { id }, { id: parentId, path: parentPath }, day, { founding: true });
    const path = `${parentPath}/${id}`;
    const moved = await query<{ id: Id }>(
      tx,
      sql`select id from organization where tenant_id = ${tenantId}::bigint and path >= ${path} and path < ${pathEnd(path)}`,
    );
    await rebuildClosure(
      await tx.session(),
      moved.map((each) => each.id),
    );
  }
}
