import { totalsOn } from '../../database/counters';
import type { Id } from '../../database/id';
import { join, nothing, sql, verbatim, type Sql } from '../../database/sql';
import { tenantOf } from '../../graphql/context';
import { storable } from '../../graphql/text';
import { beneathToRank, topmost } from '../dashboards/breakdown.queries';
import { sumOf, without, type Counts } from '../dashboards/counts.type';
import { levelByCode } from '../organizations/level';
import { siblingOrder } from '../organizations/organization.columns';
import { linesOf, linesText } from './json.sql';
import { Unfit, type Selected } from './selected';
import { breakdownRowShape, breakdownShape, countedShape, entriesOf, shapeText, unlessPast, writtenOf } from './shapes';
import { argumentsOf, type Writing } from './writing';

/** What a breakdown is asked by. */
export const breakdownArguments = ({ organizationType, variables }: Writing, field: Selected) =>
  argumentsOf<{ level: string; kind?: string | null }>(organizationType, field, variables);

/** A breakdown of today that one statement reads: its rows as texts, its total, and the figures that the rest is told from. */
export class WrittenBreakdown {
  private readonly fields: readonly Selected[];
  /** The fields that are columns of what is read, in their order. */
  private readonly rows: readonly Selected[];
  private readonly totals: readonly Selected[];

  constructor(
    private readonly writing: Writing,
    private readonly field: Selected,
  ) {
    this.fields = writing.selections.fields(field.node.selectionSet, 'Breakdown');
    this.rows = this.fields.filter(({ name }) => name === 'rows');
    this.totals = this.fields.filter(({ name }) => name === 'total');
  }

  /**
   * Of the organization `root`: a line of its own, then one for each organization down to the level, in the order of siblings;
   * null where the counters are past the day. Undefined where more is selected of the organizations of the rows than can be
   * written of a row.
   */
  text(): Sql | undefined {
    if (!this.isWritten()) return undefined;
    const { ctx, selections } = this.writing;
    const { level, kind } = breakdownArguments(this.writing, this.field);
    const { rank } = levelByCode(ctx, level);
    const ofKind = kind == null ? nothing : sql`and o.kind = ${storable(kind)}::text`;
    const ids = sql`(select array_agg(id) from above where is_row) || root.id`;
    const totals = entriesOf(ctx, breakdownShape, this.totals, selections).map(([, text]) => text);
    const rows = this.rows.map(({ node }) =>
      shapeText(ctx, breakdownRowShape, selections.fields(node.selectionSet, 'BreakdownRow'), selections),
    );
    const ofRow = (text: Sql) => sql`case when o.is_row then ${text} else '' end`;
    const line = [verbatim('o.id'), verbatim('o.parent_id'), ofRow(figures), ...rows.map(ofRow)];
    const text = sql`(select ${join([figures, ...totals], " || E'\\t' || ")} from totals t where t.id = root.id)
      || E'\\n' || ${linesText(line, siblingOrder)}`;
    // A full join is the one that PostgreSQL never does row by row; the totals of the root make no line.
    return sql`with above as materialized (
        select ${writtenOf}, coalesce(o.level_rank = ${rank}::smallint ${ofKind}, false) as is_row
        from (${beneathToRank(ctx, rank)}) o
      ), totals as materialized (${totalsOn(tenantOf(ctx), ids, ctx.actor.today)})
      select ${unlessPast(ctx, text)} from above o full join totals t on t.id = o.id`;
  }

  /** The text of an object, of what was read so. */
  textOf(rootId: Id, text: string): string {
    const [[whole = '', ...totals] = [], ...lines] = linesOf(text);
    const rows = topmost(
      rootId,
      lines.map(([id = '', parentId = '', part = '', ...texts]) => ({ id, parentId, part, texts })),
      ({ part }) => part !== '',
    );
    const valueOf = (field: Selected): string => {
      switch (field.name) {
        case '__typename':
          return '"Breakdown"';
        case 'rows':
          return `[${rows.map(({ texts }) => texts[this.rows.indexOf(field)] as string).join()}]`;
        case 'total':
          return totals[this.totals.indexOf(field)] as string;
        case 'elsewhere': {
          const rest = without(countsOf(whole), sumOf(rows.map(({ part }) => countsOf(part))));
          return figuresText(this.writing.selections.fields(field.node.selectionSet, 'Counts'), rest);
        }
        default:
          throw new Unfit(`Nothing writes Breakdown.${field.name}.`);
      }
    };
    return `{${this.fields.map((field) => `"${field.key}":${valueOf(field)}`).join()}}`;
  }

  private isWritten(): boolean {
    const { selections } = this.writing;
    return this.rows
      .flatMap(({ node }) => selections.fields(node.selectionSet, 'BreakdownRow'))
      .filter(({ name }) => name === 'organization')
      .flatMap(({ node }) => selections.fields(node.selectionSet, 'Organization'))
      .every(({ name }) => name === '__typename' || Object.hasOwn(countedShape.fields, name));
  }
}

/** Counts that are known as numbers, as the text of an object. */
export function figuresText(fields: readonly Selected[], counts: Counts): string {
  const entries = fields.map(({ key, name }) => [key, name === '__typename' ? 'Counts' : counts[name as keyof Counts]]);
  return JSON.stringify(Object.fromEntries(entries));
}

const figures = verbatim(
  `t.organizations || ' ' || t.grids || ' ' || t.full_members || ' ' || t.probationary || ' ' || t.applicants`,
);

function countsOf(text: string): Counts {
  const [organizations = 0, grids = 0, fullMembers = 0, probationaryMembers = 0, applicants = 0] = text
    .split(' ')
    .map(Number);
  const members = fullMembers + probationaryMembers;
  return { organizations, grids, members, fullMembers, probationaryMembers, applicants };
}
