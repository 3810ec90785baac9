import { totalsOn } from '../../database/counters';
import type { Id } from '../../database/id';
import { join, nothing, sql, type Sql, verbatim } from '../../database/sql';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { given } from '../organizations/history/beneath-at';
import { siblingOrder } from '../organizations/organization.columns';
import type { Organization } from '../organizations/organization.entity';
import { entriesText, linesText, listText } from './json.sql';
import { hasTail, levelsOf, nested, type Level } from './levels';
import { Unfit, type Selected, type Selections } from './selected';
import { countedShape, entriesOf, isCounted, shapeText, unlessPast, writtenOf } from './shapes';

/** The children of organizations, to the depth of a selection. */
export class WrittenTree {
  private readonly levels: readonly [Level, ...Level[]];
  private readonly isCounted: boolean;

  constructor(
    private readonly ctx: ReadContext,
    asked: Selected,
    private readonly selections: Selections,
  ) {
    this.levels = levelsOf(asked, selections);
    this.isCounted = this.levels.some(({ fields }) => fields.some(isCounted));
  }

  /**
   * What lies beneath the organization `root`, as `textOf` takes it; null where the counters are past the day. Undefined where
   * it is better read of many organizations together: what waits to be counted is read once.
   */
  text(isOne: boolean): Sql | undefined {
    return this.isCounted && !isOne ? undefined : this.read(this.written());
  }

  /** The children of each organization as the text of an array; one statement for all. */
  async textsOf(organizations: readonly Organization[]): Promise<string[]> {
    const columns = sql`o.root_id as id, ${this.written()} as text`;
    const roots = [...new Map(organizations.map((each) => [each.id, each])).values()];
    const rows = await query<{ id: Id; text: string | null }>(
      this.ctx,
      sql`${this.read(columns, given(roots))} group by o.root_id`,
    );
    if (rows.some(({ text }) => text === null)) throw new Unfit('The counters are past the day.');
    const found = new Map(rows.map(({ id, text }) => [id, text]));
    return organizations.map(({ id }) => {
      const text = found.get(id);
      return text == null ? '[]' : this.textOf(id, text);
    });
  }

  /** The children of one organization as the text of an array, of what was read so. */
  textOf(rootId: Id, text: string): string {
    return this.levels.length === 1 ? text : nested(rootId, text, this.levels);
  }

  /** Children as an array; of more levels each organization as a line, in the order of siblings: here they are only put into each other. */
  private written(): Sql {
    const { ctx, levels, selections, isCounted } = this;
    const [{ fields }] = levels;
    const text =
      levels.length === 1
        ? listText(shapeText(ctx, countedShape, fields, selections), siblingOrder)
        : linesText(this.line(), siblingOrder);
    return isCounted ? unlessPast(ctx, text) : text;
  }

  private line(): Sql[] {
    const texts = this.levels.map((level) => levelText(this.ctx, level, this.selections));
    return [
      verbatim('o.id'),
      verbatim('o.parent_id'),
      byLevel(texts.map(({ head }) => head)),
      ...(hasTail(this.levels) ? [byLevel(texts.map(({ tail }) => tail))] : []),
    ];
  }

  /** A query of these columns of what lies beneath as `o`, with its totals as `t` where some of them are selected. */
  private read(selected: Sql, roots?: Sql): Sql {
    const { ctx, levels, isCounted } = this;
    const tenantId = tenantOf(ctx);
    const ofEach = beneath(tenantId, levels.length);
    const organizations = roots ? sql`select o.* from ${roots} cross join lateral (${ofEach}) o` : ofEach;
    if (!isCounted) return sql`select ${selected} from (${organizations}) o`;
    const ids = sql`(select array_agg(id) from beneath)::bigint[]`;
    // Both sides hold the same ids. A full join is the one that PostgreSQL never does row by row, however few it expects.
    return sql`with beneath as materialized (${organizations}),
      totals as materialized (${totalsOn(tenantId, ids, ctx.actor.today)})
      select ${selected} from beneath o full join totals t on t.id = o.id`;
  }
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

/** What lies beneath the organization `root`: the children by their parent, more levels as a range of paths. */
function beneath(tenantId: Id, levels: number): Sql {
  const where =
    levels === 1
      ? sql`o.parent_id = root.id`
      : sql`o.path > root.path and o.path < root.path_end and o.depth <= root.depth + ${levels}::int`;
  return sql`select root.id as root_id, o.depth - root.depth as level, ${writtenOf} from organization o
    where o.tenant_id = ${tenantId}::bigint and ${where} and o.dissolved_on is null`;
}
