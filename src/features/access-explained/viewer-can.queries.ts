import { placesAbove, type Above } from '../../access/holds';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { defineLoader, inGroups } from '../../graphql/loader';
import { momentKey, type Moment } from '../organizations/history/moment';
import { organizationsAt } from '../organizations/history/organizations-at';

interface HomeKey {
  id: Id;
  moment: Moment | undefined;
}

/**
 * What stands at or above each organization of the places where the actor's grants reach from: today by the closure, at another
 * moment by the path that it had. One statement for all organizations of one moment, whatever nodes they are the home of.
 */
export const placesAboveHome = defineLoader<HomeKey, Above>(
  (ctx, keys) =>
    inGroups(
      keys,
      ({ moment }) => momentKey(moment),
      async (group) => {
        const ids = group.map(({ id }) => id);
        const roots = [...new Set(ctx.actor.grants.flatMap(({ rootIds }) => rootIds))];
        const moment = group[0]?.moment;
        return moment ? placesAboveAt(ctx, moment, roots, ids) : placesAbove(await ctx.session(), roots, ids);
      },
    ),
  ({ id, moment }) => `${id} ${momentKey(moment)}`,
);

async function placesAboveAt(
  ctx: ReadContext,
  moment: Moment,
  roots: readonly Id[],
  ids: readonly Id[],
): Promise<Above[]> {
  const rows = await query<{ id: Id; path: string }>(
    ctx,
    sql`select o.id, o.path from ${organizationsAt(tenantOf(ctx), moment)} o where o.id = any(${ids}::bigint[])`,
  );
  const wanted = new Set(roots);
  const found = new Map(rows.map(({ id, path }) => [id, path.split('/').reverse()]));
  return ids.map(
    (id) =>
      new Map((found.get(id) ?? []).map((above, depth) => [above, depth] as const).filter(([at]) => wanted.has(at))),
  );
}
