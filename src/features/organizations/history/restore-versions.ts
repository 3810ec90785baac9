import type { Id } from '../../../database/id';
import { sql, verbatim, type Sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { columns, projectVersions, type VersionColumn } from './versions.sql';

/**
 * Takes back what was recorded at a moment: what was believed before is believed again, in the history and today. An
 * organization of which nothing was known before ends on the day it began and gives its codes back. Answers all of them.
 */
export async function restoreVersions(tx: WriteContext, moment: Sql): Promise<Id[]> {
  const tenantId = tenantOf(tx);
  const rows = await query<{ id: Id }>(
    tx,
    sql`update organization_version set superseded_at = recorded_moment()
      where tenant_id = ${tenantId}::bigint and origin_at = ${moment} and superseded_at = 'infinity' returning organization_id as id`,
  );
  const ids = [...new Set(rows.map(({ id }) => id))];
  await query(tx, believeAgain(tenantId, ids, moment));
  await query(tx, endFounded(tenantId, ids));
  // Codes may have changed hands: each is given up before it is taken back.
  await query(
    tx,
    sql`update organization set external_reference = null, area_code = null
      where tenant_id = ${tenantId}::bigint and id = any(${ids}::bigint[])`,
  );
  await query(tx, projectVersions(tenantId, sql`o.id = any(${ids}::bigint[])`));
  return ids;
}

const kept = verbatim(columns.join(', '));

function believeAgain(tenantId: Id, ids: readonly Id[], moment: Sql): Sql {
  return sql`insert into organization_version (tenant_id, organization_id, valid_from, valid_to, recorded_at, origin_at, ${kept})
    select tenant_id, organization_id, valid_from, valid_to, recorded_moment(), origin_at, ${kept} from organization_version
    where tenant_id = ${tenantId}::bigint and organization_id = any(${ids}::bigint[]) and superseded_at = ${moment}`;
}

/** What ends on the first day of its existence has given its codes back. */
const ended: Partial<Record<VersionColumn, string>> = {
  external_reference: 'null',
  area_code: 'null',
  dissolved_on: 'valid_from',
  version: `(select max(known.version) + 1 from organization_version known
    where known.tenant_id = v.tenant_id and known.organization_id = v.organization_id)`,
  updated_at: 'now()',
};

function endFounded(tenantId: Id, ids: readonly Id[]): Sql {
  const values = verbatim(columns.map((column) => ended[column] ?? column).join(', '));
  return sql`insert into organization_version (tenant_id, organization_id, valid_from, valid_to, recorded_at, origin_at, ${kept})
    select distinct on (v.organization_id) tenant_id, organization_id, valid_from, 'infinity'::date, recorded_moment(), recorded_moment(), ${values}
    from organization_version v
    where v.tenant_id = ${tenantId}::bigint and v.organization_id = any(${ids}::bigint[]) and v.superseded_at = recorded_moment()
      and not exists (select from organization_version b where b.tenant_id = v.tenant_id and b.organization_id = v.organization_id
        and b.superseded_at = 'infinity')
    order by v.organization_id, v.valid_from`;
}
