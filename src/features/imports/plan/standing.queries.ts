import type { TenantLevel } from '../../../access/actor';
import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { pathEnd } from '../../organizations/history/beneath-at';
import type { Organization } from '../../organizations/organization.entity';
import type { ExistingOrganization } from '../hierarchy/existing-organization';

export type Standing = Omit<ExistingOrganization, 'levelCode'>;

/** What stands at and beneath an organization, which is the root of what is answered. */
export async function readStanding(tx: WriteContext, { id, path }: Organization): Promise<Standing[]> {
  return query<Standing>(
    tx,
    sql`select id, case when id <> ${id}::bigint then parent_id end as "parentId", level_rank as "levelRank", kind, name,
        short_name as "shortName", external_reference as "externalReference", area_code as "areaCode", sort_order as "sortOrder"
      from organization
      where tenant_id = ${tenantOf(tx)}::bigint and path >= ${path} and path < ${pathEnd(path)} and dissolved_on is null
      order by id`,
  );
}

/** The organizations with the codes of these levels. */
export function withLevels(standing: readonly Standing[], levels: readonly TenantLevel[]): ExistingOrganization[] {
  const codes = new Map(levels.map(({ rank, code }) => [rank, code]));
  return standing.map((each) => ({ ...each, levelCode: codes.get(each.levelRank) ?? '' }));
}
