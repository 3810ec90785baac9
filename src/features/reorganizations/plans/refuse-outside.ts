import type { Id } from '../../../database/id';
import { sql, verbatim } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { pathEnd } from '../../organizations/history/beneath-at';
import type { Organization } from '../../organizations/organization.entity';
import { idsOf, refsOf, type Act } from '../acts/act';
import { outside } from './read-acts';

/** Refuses an act that names what does not lie beneath the organization of the plan. `from` is the position of the first. */
export async function refuseOutside(
  tx: WriteContext,
  home: Organization,
  acts: readonly Act[],
  from: number,
): Promise<void> {
  const paths = await pathsOf(tx, acts.flatMap(idsOf));
  const records = {
    membership: await beneath(
      tx,
      home,
      'membership',
      acts.flatMap((act) => recordsOf(act).memberships),
    ),
    grid: await beneath(
      tx,
      home,
      'grid',
      acts.flatMap((act) => recordsOf(act).grids),
    ),
  };
  acts.forEach((act, index) => {
    const { changed, places } = refsOf(act);
    const { memberships, grids } = recordsOf(act);
    const lies = [
      ...changed.map((ref) => !('id' in ref) || paths.get(ref.id)?.startsWith(`${home.path}/`)),
      ...places.map((ref) => !('id' in ref) || `${paths.get(ref.id)}/`.startsWith(`${home.path}/`)),
      ...memberships.map((id) => records.membership.has(id)),
      ...grids.map((id) => records.grid.has(id)),
    ];
    if (!lies.every(Boolean)) throw outside(from + index);
  });
}

function recordsOf(act: Act): { memberships: Id[]; grids: Id[] } {
  const parts = act.kind === 'SPLIT' ? act.parts : [];
  return {
    memberships: parts.flatMap(({ memberships }) => memberships ?? []),
    grids: parts.flatMap(({ grids }) => grids ?? []),
  };
}

async function pathsOf(tx: WriteContext, ids: readonly Id[]): Promise<Map<Id, string>> {
  const rows = await query<{ id: Id; path: string }>(
    tx,
    sql`select id, path from organization where tenant_id = ${tenantOf(tx)}::bigint and id = any(${[...new Set(ids)]}::bigint[])`,
  );
  return new Map(rows.map(({ id, path }) => [id, path]));
}

async function beneath(
  tx: WriteContext,
  { path }: Organization,
  table: 'membership' | 'grid',
  ids: readonly Id[],
): Promise<Set<Id>> {
  if (ids.length === 0) return new Set();
  const rows = await query<{ id: Id }>(
    tx,
    sql`select r.id from ${verbatim(table)} r join organization o on o.tenant_id = r.tenant_id and o.id = r.organization_id
      where r.tenant_id = ${tenantOf(tx)}::bigint and r.id = any(${ids}::bigint[]) and o.path > ${path} and o.path < ${pathEnd(path)}`,
  );
  return new Set(rows.map(({ id }) => id));
}
