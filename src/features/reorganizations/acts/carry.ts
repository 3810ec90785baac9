import type { Id } from '../../../database/id';
import { nothing, sql, type Sql } from '../../../database/sql';
import { query, tenantOf } from '../../../graphql/context';
import type { Organization } from '../../organizations/organization.entity';
import type { Performance } from './performance';

/** What goes over: everything, or only what is named. */
interface Selection {
  memberships?: readonly Id[];
  grids?: readonly Id[];
}

export interface Carried {
  memberships: number;
  grids: number;
}

/**
 * Takes memberships, the people with them, grids and posts over to another organization from the day of the acts. They stay
 * what they are: a membership is carried on, not ended. Keeps where each came from, so that an undo brings it back.
 */
export async function carry(
  performance: Performance,
  from: Organization,
  to: Organization,
  { memberships, grids }: Selection = {},
): Promise<Carried> {
  const everything = memberships === undefined && grids === undefined;
  const chosen = (ids: readonly Id[] | undefined) =>
    everything ? nothing : sql`and r.id = any(${ids ?? []}::bigint[])`;
  const { tx, day } = performance;
  const here = sql`r.tenant_id = ${tenantOf(tx)}::bigint and r.organization_id = ${from.id}::bigint`;
  if (performance.isPast) await refuseLater(performance, from, here);
  const carriedMemberships = await take(performance, 'membership', to, {
    placedOn: sql`r.placed_on`,
    set: sql`, placed_on = greatest(${day}::date, r.started_on, r.placed_on), version = version + 1, updated_at = now()`,
    where: sql`${here} and (r.ended_on is null or r.ended_on > ${day}::date) ${chosen(memberships)}`,
  });
  const carriedGrids = await take(performance, 'grid', to, {
    placedOn: sql`r.placed_on`,
    set: sql`, placed_on = greatest(${day}::date, r.placed_on), version = version + 1`,
    where: sql`${here} ${chosen(grids)}`,
  });
  // Who works in a grid keeps it.
  await take(performance, 'role_grant', to, {
    where: sql`${here} and r.grid_id in (select id from grid where tenant_id = ${tenantOf(tx)}::bigint and organization_id = ${to.id}::bigint)`,
  });
  // A post of a grid has gone along with its grid; the others stay with their organization unless all of it goes.
  if (everything) {
    await take(performance, 'post', to, {
      set: sql`, version = version + 1`,
      where: sql`${here} and r.grid_id is null`,
    });
  }
  const theirs = everything
    ? nothing
    : sql`and r.id in (select person_id from membership where tenant_id = ${tenantOf(tx)}::bigint
        and id = any(${memberships ?? []}::bigint[]) and (ended_on is null or ended_on > ${day}::date))`;
  await take(performance, 'person', to, { where: sql`${here} ${theirs}` });
  return { memberships: carriedMemberships, grids: carriedGrids };
}

/** Refuses to take along on a past day what another act brought here only after that day. */
async function refuseLater(performance: Performance, from: Organization, here: Sql): Promise<void> {
  const [came] = await query<{ on: string | null }>(
    performance.tx,
    sql`select max(placed_on)::text as on from (
        select placed_on from membership r where ${here} union all select placed_on from grid r where ${here}
      ) placed where placed_on > ${performance.day}::date`,
  );
  if (came?.on) throw performance.later('effectiveOn', from, 'joined by others', '并入其他组织', came.on);
}

interface Taking {
  placedOn?: Sql;
  set?: Sql;
  where: Sql;
}

const tables = {
  membership: sql`membership`,
  grid: sql`grid`,
  post: sql`post`,
  role_grant: sql`role_grant`,
  person: sql`person`,
} as const;

/** Rows of one table, with a trace of each; one statement. Carried twice by one reorganization, a row comes from where it was first. */
async function take(
  { tx, origin }: Performance,
  kind: keyof typeof tables,
  to: Organization,
  { placedOn = sql`null::date`, set = nothing, where }: Taking,
): Promise<number> {
  const [row] = await query<{ count: number }>(
    tx,
    sql`with found as (
        select r.id, r.organization_id, ${placedOn} as placed_on from ${tables[kind]} r where ${where}
      ), trace as (
        insert into reorganization_carried (tenant_id, reorganization_id, kind, row_id, from_organization_id, from_placed_on, to_organization_id)
        select ${tenantOf(tx)}::bigint, ${origin.reorganizationId}::bigint, ${kind}, id, organization_id, placed_on, ${to.id}::bigint from found
        on conflict (tenant_id, reorganization_id, kind, row_id) do update set to_organization_id = excluded.to_organization_id
      ), taken as (
        update ${tables[kind]} r set organization_id = ${to.id}::bigint ${set} from found
        where r.tenant_id = ${tenantOf(tx)}::bigint and r.id = found.id returning 1
      )
      select count(*)::int as count from taken`,
  );
  return row?.count ?? 0;
}
