import { subtreeOf } from '../../database/closure';
import { isCountedPast, totalsOn } from '../../database/counters';
import type { Id } from '../../database/id';
import { join, nothing, oneOf, sql, type Sql, verbatim } from '../../database/sql';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { siblingOrder } from '../organizations/organization.columns';
import type { Organization } from '../organizations/organization.entity';
import { entriesText, listText } from './json.sql';
import { Unfit, type Selected, type Selections } from './selected';
import { countedShape, entriesOf, isCounted, shapeText } from './shapes';

/** One level of a nested selection: its fields, and which of them holds the level beneath. */
interface Level {
  fields: readonly Selected[];
  below: Selected | undefined;
}

/**
 * An organization as text up to where its children stand, and from there on; whole where none are selected. What is the same
 * of all is not sent along: the root where there is one, the tail where nothing follows the children.
 */
interface Written {
  rootId?: Id;
  id: Id;
  parentId: Id;
  head: string;
  tail?: string;
  isPast?: boolean;
}

/**
 * The children of each organization, to the depth of the selection, as the text of an array. One statement for all reads
 * what lies beneath in the order of siblings, each organization written already; here the texts are only put into each other.
 */
export async function childrenTexts(
  ctx: ReadContext,
  parents: readonly Organization[],
  asked: Selected,
  selections: Selections,
): Promise<string[]> {
  const levels = levelsOf(asked, selections);
  const ids = parents.map(({ id }) => id);
  const rows = await query<Written>(ctx, beneathText(ctx, ids, levels, selections));
  if (rows[0]?.isPast) throw new Unfit('The counters are past the day.');
  const childrenOf = new Map<string, Written[]>();
  const keyOf = (rootId: Id | undefined, parentId: Id) => (rootId === undefined ? parentId : `${rootId} ${parentId}`);
  for (const row of rows) {
    const key = keyOf(row.rootId, row.parentId);
    const siblings = childrenOf.get(key);
    if (siblings) siblings.push(row);
    else childrenOf.set(key, [row]);
  }
  const inside = (rootId: Id | undefined, parentId: Id, depth: number): string => {
    const isLast = !levels[depth]?.below;
    return (childrenOf.get(keyOf(rootId, parentId)) ?? [])
      .map(({ id, head, tail = usualTail }) => (isLast ? head : head + inside(rootId, id, depth + 1) + tail))
      .join();
  };
  return ids.map((id) => `[${inside(ids.length === 1 ? undefined : id, id, 0)}]`);
}

/**
 * The children of the organization `root` as the text of an array, null where the counters are past the day. Undefined where
 * more levels are selected; and where children are counted, of each root once more, unless there is one.
 */
export function childrenText(
  ctx: ReadContext,
  asked: Selected,
  selections: Selections,
  isOne: boolean,
): Sql | undefined {
  const levels = levelsOf(asked, selections);
  const [{ fields }, ...deeper] = levels;
  const counted = hasCounted(levels);
  if (deeper.length > 0 || (counted && !isOne)) return undefined;
  const list = listText(shapeText(ctx, countedShape, fields, selections), siblingOrder);
  const written = counted
    ? sql`case when ${isCountedPast(tenantOf(ctx), ctx.actor.today)} then null else ${list} end`
    : list;
  return beneathAs(ctx, written, sql`root.id`, levels);
}

/** What follows the children where no other field does. */
const usualTail = ']}';

function levelsOf(asked: Selected, selections: Selections): [Level, ...Level[]] {
  const fields = selections.fields(asked.node.selectionSet, 'Organization');
  const below = fields.find(({ name }) => name === 'children');
  return [{ fields, below }, ...(below ? levelsOf(below, selections) : [])];
}

/** What lies beneath, as `Written`. */
function beneathText(ctx: ReadContext, ids: readonly Id[], levels: readonly Level[], selections: Selections): Sql {
  const texts = levels.map((level) => levelText(ctx, level, selections));
  const hasTail = levels.some(({ fields, below }) => below && fields.at(-1) !== below);
  const written = join(
    [
      ...(ids.length === 1 ? [] : [verbatim('o.root_id as "rootId"')]),
      verbatim('o.id, o.parent_id as "parentId"'),
      sql`${byLevel(texts.map(({ head }) => head))} as head`,
      ...(hasTail ? [sql`${byLevel(texts.map(({ tail }) => tail))} as tail`] : []),
    ],
    ', ',
  );
  const isPast = hasCounted(levels) ? sql`, ${isCountedPast(tenantOf(ctx), ctx.actor.today)} as "isPast"` : nothing;
  return sql`${beneathAs(ctx, sql`${written}${isPast}`, ids, levels)} order by ${siblingOrder}`;
}

const hasCounted = (levels: readonly Level[]) => levels.some(({ fields }) => fields.some(isCounted));

/** A query of these columns of what lies beneath as `o`, with its totals as `t` where some of them are selected. */
function beneathAs(ctx: ReadContext, columns: Sql, ids: readonly Id[] | Sql, levels: readonly Level[]): Sql {
  const tenantId = tenantOf(ctx);
  const organizations = beneath(tenantId, ids, levels.length);
  if (!hasCounted(levels)) return sql`select ${columns} from (${organizations}) o`;
  return sql`with beneath as materialized (${organizations}),
      totals as materialized (${totalsOn(tenantId, sql`(select array_agg(id) from beneath)::bigint[]`, ctx.actor.today)})
    select ${columns} from beneath o join totals t on t.id = o.id`;
}

function levelText(ctx: ReadContext, { fields, below }: Level, selections: Selections): { head: Sql; tail: Sql } {
  const entries = entriesOf(ctx, countedShape, below ? fields.filter((field) => field !== below) : fields, selections);
  if (!below) return { head: entriesText('{', entries, '}'), tail: verbatim("''") };
  const [before, after] = [entries.slice(0, fields.indexOf(below)), entries.slice(fields.indexOf(below))];
  return {
    head: entriesText('{', before, `${before.length ? ',' : ''}"${below.key}":[`),
    tail: entriesText(after.length ? '],' : ']', after, '}'),
  };
}

/** The text of each level, of which several are most often the same. */
function byLevel(texts: readonly Sql[]): Sql {
  const same = new Map<string, { text: Sql; levels: number[] }>();
  texts.forEach((text, index) => {
    const compiled = JSON.stringify(text.compile());
    const known = same.get(compiled);
    if (known) known.levels.push(index + 1);
    else same.set(compiled, { text, levels: [index + 1] });
  });
  const [first, ...others] = [...same.values()];
  if (!first || others.length === 0) return first?.text ?? nothing;
  const cases = others.map(({ text, levels }) => sql`when o.level in (${verbatim(levels.join())}) then ${text}`);
  return sql`case ${join(cases, ' ')} else ${first.text} end`;
}

/** As the children are read elsewhere: the shorter way to one level alone is by the parent. */
function beneath(tenantId: Id, ids: readonly Id[] | Sql, levels: number): Sql {
  if (levels === 1) {
    return sql`select o.parent_id as root_id, 1 as level, ${columns} from organization o
      where o.tenant_id = ${tenantId}::bigint and o.parent_id ${oneOf(ids)} and o.dissolved_on is null`;
  }
  return sql`select s.ancestor_id as root_id, s.depth as level, ${columns}
    from ${subtreeOf(tenantId, ids, levels)} s
    join organization o on o.tenant_id = ${tenantId}::bigint and o.id = s.descendant_id
    where s.depth > 0 and o.dissolved_on is null`;
}

/** What the shape of an organization and its order are written from. */
const columns =
  verbatim(`o.id, o.parent_id, o.level_rank, o.kind, o.name, o.short_name, o.sort_order, o.external_reference,
  o.area_code, o.depth, o.established_on, o.dissolved_on, o.version`);
