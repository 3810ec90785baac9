import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql, type Sql } from '../../database/sql';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import type { FoundThrough } from './history/found-through';
import { heirs } from './history/heirs.sql';
import { organizationColumns, toOrganization } from './organization.columns';
import type { Organization } from './organization.entity';

/**
 * The organization that stands today for one that had the code: the same one under a new code, or the one that it was merged
 * into. Undefined when there is none to see; a dissolved one stands for itself.
 */
export async function findSuccessor(
  ctx: ReadContext,
  kind: FoundThrough['kind'],
  value: string,
): Promise<Organization | undefined> {
  const tenantId = tenantOf(ctx);
  const own: Sql = kind === 'AREA_CODE' ? sql`area_code` : sql`external_reference`;
  const [row] = await query<{ holderId: Id }>(
    ctx,
    sql`with holder as (
        select id, 0 as place from organization where tenant_id = ${tenantId}::bigint and ${own} = ${value}
        union all
        (select organization_id, 1 from organization_alias where tenant_id = ${tenantId}::bigint and kind = ${kind} and value = ${value}
          and undone_at is null order by valid_until desc, id desc limit 1)
        order by place limit 1
      )
      select holder.id as "holderId", ${organizationColumns}
      from holder left join ${heirs(tenantId)} heir on heir.id = holder.id
      join organization o on o.tenant_id = ${tenantId}::bigint and o.id = coalesce(heir.heir_id, holder.id)
      where ${isWithin(tenantId, sql`o.id`, ctx.actor.rootsFor('organization:read'))}`,
  );
  if (!row) return undefined;
  const { holderId, ...columns } = row;
  const foundThrough: FoundThrough = { kind, value, organizationId: holderId };
  return Object.assign(toOrganization(columns), { foundThrough });
}
