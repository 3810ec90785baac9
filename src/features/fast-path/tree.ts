import { subtreeOf } from '../../database/closure';
import { isCountedPast, totalsOn } from '../../database/counters';
import type { Id } from '../../database/id';
import { join, nothing, sql, verbatim, type Sql } from '../../database/sql';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { siblingOrder } from '../organizations/organization.columns';
import type { Organization } from '../organizations/organization.entity';
import { listText } from './json.sql';
import { Unfit, type Selected, type Selections } from './selected';
import { countedShape, isCounted, shapeText } from './shapes';

/** One level of a nested selection: its fields, and which of them holds the level beneath. */
interface Level {
  fields: readonly Selected[];
  below: Selected | undefined;
}

/** The children of each organization, to the depth of the selection, as the text of an array; one statement for all. */
export async function childrenTexts(
  ctx: ReadContext,
  parents: readonly Organization[],
  asked: Selected,
  selections: Selections,
): Promise<string[]> {
  const levels = levelsOf(asked, selections);
  const ids = parents.map(({ id }) => id);
  const rows = await query<{ id: Id; children: string; isPast?: boolean }>(ctx, tree(ctx, ids, levels, selections));
  if (rows[0]?.isPast) throw new Unfit('The counters are past the day.');
  const found = new Map(rows.map(({ id, children }) => [id, children]));
  return ids.map((id) => `[${found.get(id) ?? ''}]`);
}

function levelsOf(asked: Selected, selections: Selections): Level[] {
  const fields = selections.fields(asked.node.selectionSet, 'Organization');
  const below = fields.find(({ name }) => name === 'children');
  return [{ fields, below }, ...(below ? levelsOf(below, selections) : [])];
}

/** What the shape of an organization and its order are written from. */
const columns =
  verbatim(`o.id, o.parent_id, o.level_rank, o.kind, o.name, o.short_name, o.sort_order, o.external_reference,
  o.area_code, o.depth, o.established_on, o.dissolved_on, o.version`);

/** What lies beneath is read once; each level, from the lowest up, is gathered by parent into the texts of the level above. */
function tree(ctx: ReadContext, ids: readonly Id[], levels: readonly Level[], selections: Selections): Sql {
  const [tenantId, { today }] = [tenantOf(ctx), ctx.actor];
  const counted = levels.some(({ fields }) => fields.some(isCounted));
  const totals = totalsOn(tenantId, sql`(select array_agg(id) from beneath)::bigint[]`, today);
  const gathered = levels.reduceRight<Sql>((lower, { fields, below }, index) => {
    const nested = sql`('[' || coalesce(lower.children, '') || ']')`;
    const child = shapeText(ctx, countedShape, fields, selections, below && { key: below.key, text: nested });
    const beside = [
      ...(below ? [sql`left join (${lower}) lower on lower.root_id = o.root_id and lower.parent_id = o.id`] : []),
      ...(fields.some(isCounted) ? [sql`join totals t on t.id = o.id`] : []),
    ];
    return sql`select o.root_id, o.parent_id, ${listText(child, siblingOrder)} as children
      from beneath o ${join(beside, ' ')} where o.level = ${verbatim(String(index + 1))} group by o.root_id, o.parent_id`;
  }, nothing);
  return sql`with beneath as materialized (${beneath(tenantId, ids, levels.length)})
    ${counted ? sql`, totals as materialized (${totals})` : nothing}
    select top.root_id as id, top.children ${counted ? sql`, ${isCountedPast(tenantId, today)} as "isPast"` : nothing}
    from (${gathered}) top`;
}

/** As the children are read elsewhere: the shorter way to one level alone is by the parent. */
function beneath(tenantId: Id, ids: readonly Id[], levels: number): Sql {
  if (levels === 1) {
    return sql`select o.parent_id as root_id, 1 as level, ${columns} from organization o
      where o.tenant_id = ${tenantId}::bigint and o.parent_id = any(${ids}::bigint[]) and o.dissolved_on is null`;
  }
  return sql`select s.ancestor_id as root_id, s.depth as level, ${columns}
    from ${subtreeOf(tenantId, ids, levels)} s
    join organization o on o.tenant_id = ${tenantId}::bigint and o.id = s.descendant_id
    where s.depth > 0 and o.dissolved_on is null`;
}
