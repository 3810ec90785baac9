import { subtreeOf } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql, verbatim, type Sql } from '../../database/sql';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { siblingOrder } from '../organizations/organization.columns';
import type { Organization } from '../organizations/organization.entity';
import { listText } from './json.sql';
import { Unfit, type Selected, type Selections } from './selected';
import { organizationShape, shapeText } from './shapes';

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
  const statement = levels.length === 1 ? childrenAlone : wholeTree;
  const rows = await query<{ id: Id; children: string }>(ctx, statement(ctx, ids, levels, selections));
  const found = new Map(rows.map(({ id, children }) => [id, children]));
  return ids.map((id) => `[${found.get(id) ?? ''}]`);
}

function levelsOf(asked: Selected, selections: Selections): Level[] {
  if (asked.node.arguments?.length) throw new Unfit('Children of another day.');
  const fields = selections.fields(asked.node.selectionSet, 'Organization');
  const [below, ...others] = fields.filter(({ name }) => name === 'children');
  if (others.length) throw new Unfit('Children are selected twice.');
  return [{ fields, below }, ...(below ? levelsOf(below, selections) : [])];
}

function childrenAlone(ctx: ReadContext, ids: readonly Id[], [level]: readonly Level[], selections: Selections): Sql {
  const child = shapeText(ctx, organizationShape, level?.fields ?? [], selections);
  return sql`select o.parent_id as id, ${listText(child, siblingOrder)} as children from organization o
    where o.tenant_id = ${tenantOf(ctx)}::bigint and o.parent_id = any(${ids}::bigint[]) and o.dissolved_on is null
    group by o.parent_id`;
}

/** What the shape of an organization and its order are written from. */
const columns =
  verbatim(`o.id, o.parent_id, o.level_rank, o.kind, o.name, o.short_name, o.sort_order, o.external_reference,
  o.area_code, o.depth, o.established_on, o.dissolved_on, o.version`);

/** What lies beneath is read once; each level, from the lowest up, is gathered by parent into the texts of the level above. */
function wholeTree(ctx: ReadContext, ids: readonly Id[], levels: readonly Level[], selections: Selections): Sql {
  const tenantId = tenantOf(ctx);
  const gathered = levels.reduceRight<Sql>(
    (lower, { fields, below }, index) => {
      const nested = sql`('[' || coalesce(lower.children, '') || ']')`;
      const child = shapeText(ctx, organizationShape, fields, selections, below && { key: below.key, text: nested });
      const joined = below
        ? sql`left join (${lower}) lower on lower.root_id = o.root_id and lower.parent_id = o.id`
        : sql``;
      return sql`select o.root_id, o.parent_id, ${listText(child, siblingOrder)} as children
      from beneath o ${joined} where o.level = ${verbatim(String(index + 1))} group by o.root_id, o.parent_id`;
    },
    sql``,
  );
  return sql`with beneath as materialized (
      select s.ancestor_id as root_id, s.depth as level, ${columns}
      from ${subtreeOf(tenantId, ids, levels.length)} s
      join organization o on o.tenant_id = ${tenantId}::bigint and o.id = s.descendant_id
      where s.depth > 0 and o.dissolved_on is null
    )
    select top.root_id as id, top.children from (${gathered}) top`;
}
