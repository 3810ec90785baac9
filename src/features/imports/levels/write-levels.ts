import type { TenantLevel } from '../../../access/actor';
import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import type { Organization } from '../../organizations/organization.entity';

/** The ranks that an organization has, or had: they stay what they are. */
export async function ranksInUse(tx: WriteContext): Promise<Set<number>> {
  const rows = await query<{ rank: number }>(
    tx,
    sql`select distinct level_rank as rank from organization where tenant_id = ${tenantOf(tx)}::bigint`,
  );
  return new Set(rows.map(({ rank }) => rank));
}

/** Gives the tenant other levels, as the owner of the tables; what follows in this transaction knows them. */
export async function writeLevels(
  tx: WriteContext,
  root: Pick<Organization, 'id'>,
  levels: readonly TenantLevel[],
): Promise<void> {
  const tenantId = tenantOf(tx);
  await query(
    tx,
    sql`delete from organization_level l where l.tenant_id = ${tenantId}::bigint
      and not exists (select from organization o where o.tenant_id = l.tenant_id and o.level_rank = l.rank)`,
  );
  await query(
    tx,
    sql`insert into organization_level (tenant_id, rank, code, name, child_ranks)
      select ${tenantId}::bigint, rank, code, name, "childRanks"
      from jsonb_to_recordset(${JSON.stringify(levels)}::jsonb) as l (rank smallint, code text, name text, "childRanks" smallint[])
      order by rank
      on conflict (tenant_id, rank) do update set code = excluded.code, name = excluded.name, child_ranks = excluded.child_ranks`,
  );
  const before = tx.actor.tenant.levels;
  tx.actor.tenant.levels = [...levels];
  tx.audit({
    ...{ action: 'tenant.levels-changed', nodeType: 'Organization', nodeId: root.id, organizationId: root.id },
    ...{ before: { levels: before }, after: { levels } },
  });
}
