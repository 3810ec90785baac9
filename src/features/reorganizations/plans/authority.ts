import { isWithin } from '../../../database/closure';
import { sql } from '../../../database/sql';
import { forbidden, UserFault } from '../../../errors';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import type { Reorganization } from './reorganization.entity';

/** Refuses an approver whose own level does not stand above everything that the plan names. */
export async function refuseUnlessAbove(tx: WriteContext, { id }: Reorganization): Promise<void> {
  const tenantId = tenantOf(tx);
  const above = isWithin(tenantId, sql`o.id`, tx.actor.rootsFor('reorganization:approve'));
  const beyond = await query(
    tx,
    sql`select from reorganization_act a cross join lateral unnest(a.touches) as touched (id)
      join organization o on o.tenant_id = ${tenantId}::bigint and o.id = touched.id
      where a.tenant_id = ${tenantId}::bigint and a.reorganization_id = ${id}::bigint and not ${above} limit 1`,
  );
  if (beyond.length) throw forbidden('reorganization:approve');
}

/** Refuses what was put off by one who may not do it any more where it would be done. */
export async function refuseUnlessHeld(tx: WriteContext, { id }: Reorganization): Promise<void> {
  const tenantId = tenantOf(tx);
  const beyond = await query(
    tx,
    sql`select from reorganization_act a cross join lateral unnest(a.touches) as touched (id)
      where a.tenant_id = ${tenantId}::bigint and a.reorganization_id = ${id}::bigint
        and not ${isWithin(tenantId, sql`touched.id`, tx.actor.rootsFor('organization:write'))} limit 1`,
  );
  if (beyond.length === 0) return;
  throw new UserFault('NOT_FOUND', null, {
    en: 'Who put it off may not do it there any more.',
    zh: '提交人已无权在该处执行此项变更。',
  });
}

/** Keeps that the actor has had a hand in a plan: he has drafted or amended it. */
export async function takePart(tx: WriteContext, { id }: Reorganization): Promise<void> {
  await query(
    tx,
    sql`insert into reorganization_hand (tenant_id, reorganization_id, account_id)
      values (${tenantOf(tx)}::bigint, ${id}::bigint, ${tx.actor.accountId}::bigint) on conflict do nothing`,
  );
}

/** Whether the actor has had a hand in it: a plan may have several, and none of them approves it. */
export async function hasTakenPart(tx: WriteContext, { id }: Reorganization): Promise<boolean> {
  const hands = await query(
    tx,
    sql`select from reorganization_hand where tenant_id = ${tenantOf(tx)}::bigint and reorganization_id = ${id}::bigint
      and account_id = ${tx.actor.accountId}::bigint`,
  );
  return hands.length > 0;
}
