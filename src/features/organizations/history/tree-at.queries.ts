import type { Id } from '../../../database/id';
import { sql, type Sql } from '../../../database/sql';
import { notFound } from '../../../errors';
import { query, tenantOf, type ReadContext } from '../../../graphql/context';
import { defineLoader, grouped, inGroups, inOrder } from '../../../graphql/loader';
import { assemble } from '../children.queries';
import { organizationColumns, siblingOrder } from '../organization.columns';
import type { Organization } from '../organization.entity';
import type { OrganizationBy } from '../organization.inputs';
import { conditionOf } from '../organization.queries';
import { given } from './beneath-at';
import { momentKey, momentOf, type Moment, type MomentArgs } from './moment';
import { organizationsAt, toOrganizationAt, withinReachAt } from './organizations-at';

// The tree of another day. Today's tree is read by the closure; that of another day by the paths its versions keep.

interface PlaceKey {
  id: Id;
  moment: Moment;
}

/** Organizations by id as they stood at a moment; undefined for what did not exist then or lay beyond the actor's reach. */
export const organizationAt = defineLoader<PlaceKey, Organization | undefined>(
  (ctx, keys) =>
    byMoment(keys, async (moment, group) => {
      const ids = group.map(({ id }) => id);
      const found = await select(ctx, moment, sql`o.id = any(${ids}::bigint[])`);
      return inOrder(ids, found, ({ id }) => id);
    }),
  ({ id, moment }) => `${id} ${momentKey(moment)}`,
);

/** The organization at the moment that the arguments name; as it was read when they name none. */
export async function standAt(ctx: ReadContext, organization: Organization, args: MomentArgs): Promise<Organization> {
  const moment = momentOf(ctx, args, organization.moment);
  if (!moment || momentKey(moment) === momentKey(organization.moment)) return organization;
  const found = await organizationAt(ctx).load({ id: organization.id, moment });
  if (!found) throw notFound();
  return found;
}

/** As `findOrganization`, at a moment. */
export async function findOrganizationAt(ctx: ReadContext, by: OrganizationBy, moment: Moment): Promise<Organization> {
  const [found] = await select(ctx, moment, conditionOf(by));
  if (!found) throw notFound();
  return found;
}

interface ChildrenKey {
  root: Organization;
  levels: number;
}

/** The children of an organization at the moment that the arguments name, or at its own; theirs are read along. */
export async function listChildrenAt(
  ctx: ReadContext,
  organization: Organization,
  args: MomentArgs,
  levels: number,
): Promise<Organization[]> {
  const root = await standAt(ctx, organization, args);
  return root.loadedChildren ?? childrenAt(ctx).load({ root, levels });
}

/** As `childrenLoader`, of organizations read at a moment: one statement for a whole nested selection. */
const childrenAt = defineLoader<ChildrenKey, Organization[]>(
  (ctx, keys) =>
    inGroups(
      keys,
      ({ root, levels }) => `${levels} ${momentKey(root.moment)}`,
      (group) => readChildrenAt(ctx, group),
    ),
  ({ root, levels }) => `${levels} ${root.id} ${momentKey(root.moment)}`,
);

async function readChildrenAt(ctx: ReadContext, group: readonly ChildrenKey[]): Promise<Organization[][]> {
  const [{ root: first, levels }] = group as [ChildrenKey];
  const moment = first.moment as Moment;
  const roots = group.map(({ root }) => root);
  const tenantId = tenantOf(ctx);
  const ids = roots.map(({ id }) => id);
  const beneath =
    levels === 1
      ? sql`where o.parent_id = any(${ids}::bigint[])`
      : sql`join ${given(roots)} on o.path > root.path and o.path < root.path_end and o.depth - root.depth <= ${levels}::int where true`;
  const rows = await query(
    ctx,
    sql`select ${organizationColumns} from ${organizationsAt(tenantId, moment)} o ${beneath} and o.dissolved_on is null
      order by ${siblingOrder}`,
  );
  // One that lies beneath several of the roots comes once for each.
  const found = new Map(rows.map((row) => toOrganizationAt(row, moment)).map((each) => [each.id, each]));
  const children = assemble([...found.values()], ids, levels);
  return ids.map((id) => children.get(id) ?? []);
}

/** What stood above each organization at its moment, root first, cut at the edge of what the actor may read. */
export const ancestorsAt = defineLoader<Organization, Organization[]>(
  (ctx, organizations) =>
    byMoment(organizations.map(momentary), async (moment, group) => {
      const rows = await query<{ descendantId: Id }>(
        ctx,
        sql`select root.id as "descendantId", ${organizationColumns}
          from ${given(group)} cross join lateral unnest(string_to_array(root.path, '/')::bigint[]) as above (id)
          join ${organizationsAt(tenantOf(ctx), moment)} o on o.id = above.id
          where above.id <> root.id and ${withinReachAt(ctx, moment, 'organization:read')} order by o.depth`,
      );
      const ids = group.map(({ id }) => id);
      return grouped(ids, rows, ({ descendantId }) => descendantId).map((found) =>
        found.map((row) => toOrganizationAt(row, moment)),
      );
    }),
  ({ id, moment }) => `${id} ${momentKey(moment)}`,
);

interface Beneath {
  children: number;
  descendants: number;
}

/** How many children and descendants each organization had at its moment. */
export const countBeneathAt = defineLoader<Organization, Beneath>(
  (ctx, organizations) =>
    byMoment(organizations.map(momentary), async (moment, group) => {
      const rows = await query<Beneath & { id: Id }>(
        ctx,
        sql`select root.id, count(*) filter (where o.parent_id = root.id)::int as children, count(*)::int as descendants
          from ${given(group)} join ${organizationsAt(tenantOf(ctx), moment)} o
            on o.path > root.path and o.path < root.path_end and o.dissolved_on is null
          group by root.id`,
      );
      const ids = group.map(({ id }) => id);
      return inOrder(ids, rows, ({ id }) => id).map((found) => found ?? { children: 0, descendants: 0 });
    }),
  ({ id, moment }) => `${id} ${momentKey(moment)}`,
);

async function select(ctx: ReadContext, moment: Moment, condition: Sql): Promise<Organization[]> {
  const rows = await query(
    ctx,
    sql`select ${organizationColumns} from ${organizationsAt(tenantOf(ctx), moment)} o
      where ${condition} and ${withinReachAt(ctx, moment, 'organization:read')}`,
  );
  return rows.map((row) => toOrganizationAt(row, moment));
}

type Momentary = Organization & { moment: Moment };

function momentary(organization: Organization): Momentary {
  if (!organization.moment) throw new Error('An organization of today has no moment.');
  return organization as Momentary;
}

/** Answers keys moment by moment, in the order of the keys. */
function byMoment<Key extends { moment: Moment }, Value>(
  keys: readonly Key[],
  answer: (moment: Moment, group: Key[]) => Promise<Value[]>,
): Promise<Value[]> {
  return inGroups(
    keys,
    ({ moment }) => momentKey(moment),
    (group) => answer((group[0] as Key).moment, group),
  );
}
