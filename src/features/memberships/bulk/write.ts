import type { Id } from '../../../database/id';
import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { lastOn, membershipColumns, toMembership } from '../membership.columns';
import type { Membership } from '../membership.entity';
import type { Act } from './judge';
import type { RosterRow } from './roster';

type Opening = Extract<Act, { kind: 'open' | 'move' }>;

/** Whom the roster names for the first time. */
export function unregistered(acts: readonly Opening[]) {
  return acts.flatMap((act) => {
    const { personName, personExternalReference } = act.row;
    if (act.kind !== 'open' || act.personId !== null || personName == null) return [];
    return [{ organizationId: act.organizationId, name: personName, externalReference: personExternalReference }];
  });
}

/** Ends every membership that moves, on the day it moves. One statement. */
export async function closeMoved(tx: WriteContext, acts: readonly Opening[]): Promise<Membership[]> {
  const moved = acts.flatMap((act) => (act.kind === 'move' ? [{ id: act.from.id, endedOn: act.row.startedOn }] : []));
  if (moved.length === 0) return [];
  const rows = await query(
    tx,
    sql`update membership m set ended_on = r."endedOn", end_reason = 'REASSIGNED', ${lastOn(sql`r."endedOn"`)}, version = version + 1, updated_at = now()
      from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as r (id bigint, "endedOn" date)
      where m.tenant_id = ${tenantOf(tx)}::bigint and m.id = r.id
      returning ${membershipColumns}`,
  );
  return rows.map(toMembership);
}

/**
 * Opens every new membership; its organization answers for the person from then on. One statement each. In the order of
 * their references, so that two rosters with the same ones wait instead of deadlocking.
 */
export async function openAll(
  tx: WriteContext,
  acts: readonly Opening[],
  registered: ReadonlyMap<string, Id>,
): Promise<Membership[]> {
  if (acts.length === 0) return [];
  const memberships = acts.map(({ row, personId, organizationId }) => ({
    ...membershipOf(row),
    personId: personId ?? registered.get(row.personExternalReference),
    organizationId,
  }));
  const rows = await query(
    tx,
    sql`insert into membership as m (tenant_id, person_id, organization_id, status, status_since, started_on, external_reference)
      select ${tenantOf(tx)}::bigint, r."personId", r."organizationId", r.status, r."startedOn", r."startedOn", r."externalReference"
      from jsonb_to_recordset(${JSON.stringify(memberships)}::jsonb) as r
        ("personId" bigint, "organizationId" bigint, status text, "startedOn" date, "externalReference" text)
      order by r."externalReference" collate "C"
      returning ${membershipColumns}`,
  );
  await query(
    tx,
    sql`update person p set organization_id = r."organizationId"
      from jsonb_to_recordset(${JSON.stringify(memberships)}::jsonb) as r ("personId" bigint, "organizationId" bigint)
      where p.tenant_id = ${tenantOf(tx)}::bigint and p.id = r."personId" and p.organization_id <> r."organizationId"`,
  );
  return rows.map(toMembership);
}

/** Gives memberships their next status, or a reference they had none of. One statement. */
export async function changeAll(
  tx: WriteContext,
  acts: readonly Extract<Act, { kind: 'change' }>[],
): Promise<Membership[]> {
  if (acts.length === 0) return [];
  const changes = acts.map(({ row, membership }) => ({
    id: membership.id,
    status: row.status,
    statusSince: row.status === membership.status ? membership.statusSince : tx.actor.today,
    externalReference: row.externalReference ?? membership.externalReference,
  }));
  const rows = await query(
    tx,
    sql`update membership m set status = r.status, status_since = greatest(r."statusSince", m.started_on),
        external_reference = r."externalReference", version = version + 1, updated_at = now()
      from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as r
        (id bigint, status text, "statusSince" date, "externalReference" text)
      where m.tenant_id = ${tenantOf(tx)}::bigint and m.id = r.id
      returning ${membershipColumns}`,
  );
  return rows.map(toMembership);
}

function membershipOf({ status, startedOn, externalReference }: RosterRow) {
  return { status, startedOn, externalReference: externalReference ?? null };
}
