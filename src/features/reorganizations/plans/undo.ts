import { rebuildClosure } from '../../../database/closure';
import { nothing, sql, verbatim } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import type { Id } from '../../../database/id';
import { restoreVersions } from '../../organizations/history/restore-versions';
import { readImpact } from '../impact/impact.queries';
import type { Applied } from './apply';
import { auditReorganization } from './audit-reorganization';
import { refuseDependents, refuseGone, refuseMisplaced } from './dependents';
import type { Reorganization } from './reorganization.entity';
import { settleStrays } from './settle';
import { updateReorganization } from './write-reorganization';

/**
 * Takes an applied reorganization back as a whole: the tree, its closure and its history say again what they said before;
 * what it carried goes home. Refused while something later depends on it. What it founded stays on record, dissolved on
 * the day it was founded.
 */
export async function undoActs(tx: WriteContext, current: Reorganization): Promise<Applied> {
  await refuseGone(tx, current);
  await refuseDependents(tx, current);
  const touched = await restoreVersions(
    tx,
    sql`(select applied_at from reorganization
    where tenant_id = ${tenantOf(tx)}::bigint and id = ${current.id}::bigint)`,
  );
  await rebuildClosure(await tx.session(), touched);
  await settleStrays(tx, touched);
  await refuseMisplaced(tx, touched);
  for (const kind of ['membership', 'grid', 'post', 'role_grant', 'person'] as const)
    await bringHome(tx, current.id, kind);
  await forget(tx, current.id);
  const reorganization = await updateReorganization(
    tx,
    current,
    sql`state = 'UNDONE', undone_at = recorded_moment(), undone_by = ${tx.actor.accountId}::bigint`,
  );
  auditReorganization(tx, 'undone', reorganization, current, { organizations: touched.length });
  return { reorganization, impact: await readImpact(tx, reorganization) };
}

type Kind = 'membership' | 'grid' | 'post' | 'role_grant' | 'person';

/** Rows go back to where the reorganization found them, unless they have gone elsewhere since. */
async function bringHome(tx: WriteContext, id: Id, kind: Kind): Promise<void> {
  const placed = kind === 'membership' || kind === 'grid' ? sql`, placed_on = c.from_placed_on` : nothing;
  // By now the memberships are home; whoever has joined elsewhere is answered for there.
  const answered =
    kind === 'person'
      ? sql`and not exists (select from membership m where m.tenant_id = r.tenant_id and m.person_id = r.id and m.ended_on is null
          and m.organization_id <> c.from_organization_id)`
      : nothing;
  const counted = kind === 'role_grant' || kind === 'person' ? nothing : sql`, version = r.version + 1`;
  await query(
    tx,
    sql`update ${verbatim(kind)} r set organization_id = c.from_organization_id
        ${placed} ${counted}
      from reorganization_carried c
      where c.tenant_id = ${tenantOf(tx)}::bigint and c.reorganization_id = ${id}::bigint and c.kind = ${kind}
        and r.tenant_id = c.tenant_id and r.id = c.row_id and r.organization_id = c.to_organization_id ${answered}`,
  );
}

/** Its edges and aliases stay, marked: they no longer lead anywhere. */
async function forget(tx: WriteContext, id: Id): Promise<void> {
  for (const table of ['organization_lineage', 'organization_alias']) {
    await query(
      tx,
      sql`update ${verbatim(table)} set undone_at = recorded_moment()
        where tenant_id = ${tenantOf(tx)}::bigint and reorganization_id = ${id}::bigint`,
    );
  }
}
