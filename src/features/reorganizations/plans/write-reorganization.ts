import type { Id } from '../../../database/id';
import { sql, type Sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { idsOf, type Act } from '../acts/act';
import { reorganizationColumns, toReorganization } from './reorganization.columns';
import { ReorganizationState, type Reorganization } from './reorganization.entity';

type NewReorganization = Pick<
  Reorganization,
  'organizationId' | 'name' | 'reason' | 'effectiveOn' | 'state' | 'isDirect'
>;

/** Writes a reorganization; one that is applied already is applied at the moment of this transaction. */
export async function insertReorganization(tx: WriteContext, row: NewReorganization): Promise<Reorganization> {
  const own = sql`${tx.actor.accountId}::bigint`;
  const approved = row.isDirect ? sql`${own}, now()` : sql`null, null`;
  const applied = row.state === ReorganizationState.APPLIED ? sql`recorded_moment()` : sql`null`;
  const [written] = await query(
    tx,
    sql`insert into reorganization as r (tenant_id, organization_id, name, reason, effective_on, state, is_direct, author_id,
        approved_by, approved_at, applied_at)
      values (${tenantOf(tx)}::bigint, ${row.organizationId}::bigint, ${row.name}, ${row.reason}, ${row.effectiveOn}::date, ${row.state},
        ${row.isDirect}, ${own}, ${approved}, ${applied})
      returning ${reorganizationColumns}`,
  );
  return toReorganization(written as object);
}

const mostAtOnce = 5_000;

/** Adds acts behind those there are. */
export async function insertActs(tx: WriteContext, id: Id, acts: readonly Act[], from = 0): Promise<void> {
  for (let done = 0; done < acts.length; done += mostAtOnce) {
    await insertSome(tx, id, acts.slice(done, done + mostAtOnce), from + done);
  }
}

async function insertSome(tx: WriteContext, id: Id, acts: readonly Act[], from: number): Promise<void> {
  const rows = acts.map((act, index) => ({ position: from + index, kind: act.kind, act, touches: idsOf(act) }));
  await query(
    tx,
    sql`insert into reorganization_act (tenant_id, reorganization_id, position, kind, act, touches, added_by)
      select ${tenantOf(tx)}::bigint, ${id}::bigint, a.position, a.kind, a.act, a.touches, ${tx.actor.accountId}::bigint
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as a (position integer, kind text, act jsonb, touches bigint[])`,
  );
}

/** Changes a reorganization that the caller has locked. */
export async function updateReorganization(
  tx: WriteContext,
  { id }: Pick<Reorganization, 'id'>,
  set: Sql,
): Promise<Reorganization> {
  const [row] = await query(
    tx,
    sql`update reorganization r set ${set}, version = version + 1, updated_at = now()
      where r.tenant_id = ${tenantOf(tx)}::bigint and r.id = ${id}::bigint returning ${reorganizationColumns}`,
  );
  return toReorganization(row as object);
}
