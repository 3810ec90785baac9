import type { TenantLevel } from '../../access/actor';
import { attachAll } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import type { Organization } from './organization.entity';
import { searchTerms } from './search-terms';

/** An organization to be written: every text is clean, the parent stands and allows the level. */
export interface NewOrganization extends Pick<
  Organization,
  'name' | 'shortName' | 'kind' | 'externalReference' | 'areaCode' | 'sortOrder' | 'establishedOn'
> {
  parent: Pick<Organization, 'id' | 'path' | 'depth'>;
  level: TenantLevel;
}

/** Writes new organizations with their closure; their history begins with them. Answers their ids in the order given. */
export async function insertOrganizations(tx: WriteContext, rows: readonly NewOrganization[]): Promise<Id[]> {
  const terms = new Map<string, string>();
  const records = rows.map(({ parent, level, ...row }, place) => ({
    ...row,
    ...{ place, parentId: parent.id, parentPath: parent.path, depth: parent.depth + 1, levelRank: level.rank },
    searchTerms: termsOf(terms, row.name, row.shortName),
  }));
  const inserted = await query<{ id: Id }>(
    tx,
    sql`with new as (
        select nextval(pg_get_serial_sequence('organization', 'id')) as id, n.* from (
          select * from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as n
            (place integer, "parentId" bigint, "levelRank" smallint, kind text, name text, "shortName" text, "sortOrder" integer,
              "externalReference" text, "areaCode" text, "searchTerms" text, "parentPath" text, depth smallint, "establishedOn" date)
          order by place) n
      )
      insert into organization (tenant_id, id, parent_id, level_rank, kind, name, short_name, sort_order,
        external_reference, area_code, search_terms, path, depth, established_on)
      select ${tenantOf(tx)}::bigint, id, "parentId", "levelRank", kind, name, "shortName", "sortOrder", "externalReference",
        "areaCode", "searchTerms", "parentPath" || '/' || id, depth, "establishedOn"
      from new order by place returning id`,
  );
  const ids = inserted.map(({ id }) => id).sort((left, right) => (BigInt(left) < BigInt(right) ? -1 : 1));
  await attachAll(
    await tx.session(),
    rows.map(({ parent }, index) => ({ id: ids[index] as Id, parentId: parent.id })),
  );
  return ids;
}

/** Names recur by the thousand: 1号楼 is spelled once. */
function termsOf(known: Map<string, string>, name: string, shortName: string | null): string {
  const key = `${name}\n${shortName ?? ''}`;
  const terms = known.get(key) ?? searchTerms(name, shortName);
  known.set(key, terms);
  return terms;
}
