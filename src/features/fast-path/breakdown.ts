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
import type { Selected } from './selected';
import { breakdownRowShape, breakdownShape, entriesOf, organizationShape, shapeText, unlessPast } from './shapes';
import { argumentsOf, type Writing } from './writing';

/** What a breakdown is asked by. */
export const breakdownArguments = ({ organizationType, variables }: Writing, field: Selected) =>
  argumentsOf<{ level: string; kind?: string | null }>(organizationType, field, variables);

/** A breakdown of today that one statement reads: its rows as texts, its total, and the figures that the rest is told from. */
export class WrittenBreakdown {
  private readonly fields: readonly Selected[];

  constructor(
    private readonly writing: Writing,
    private readonly field: Selected,
  ) {
    this.fields = writing.selections.fields(field.node.selectionSet, 'Breakdown');
  }

  /**
   * Of the organization `root`: a line of its own, then one for each organization down to the level, in the order of siblings;
   * null where the counters are past the day. Undefined where more is selected of the organizations of the rows than can be
   * written of a row.
   */
  text(): Sql | undefined {
    if (!this.isWritten()) return undefined;
    const { ctx, selections } = this.writing;
    const tenantId = tenantOf(ctx);
    const { level, kind } = breakdownArguments(this.writing, this.field);
    const { rank } = levelByCode(ctx, level);
    const ofKind = kind == null ? nothing : sql`and o.kind = ${storable(kind)}::text`;
    const totals = this.named('total').map(
      (each) => entriesOf(ctx, breakdownShape, [each], selections)[0]?.[1] ?? nothing,
    );
    const rows = this.named('rows').map(({ node }) =>
      shapeText(ctx, breakdownRowShape, selections.fields(node.selectionSet, 'BreakdownRow'), selections),
    );
    const line = [verbatim('o.id'), verbatim('o.parent_id'), figures, ...rows].map((value, index) =>
      index < 2 ? value : sql`case when o.is_row then ${value} else '' end`,
    );
    // A full join is the one that PostgreSQL never does row by row; the totals of the root make no line.
    return sql`with above as materialized (
        select o.*, coalesce(o.level_rank = ${rank}::smallint ${ofKind}, false) as is_row from (${beneathToRank(ctx, rank)}) o
      ), totals as materialized (
        ${totalsOn(tenantId, sql`(select array_agg(id) from above where is_row) || root.id`, ctx.actor.today)}
      )
      select ${unlessPast(
        ctx,
        sql`(select ${join([figures, ...totals], " || E'\\t' || ")} from totals t where t.id = root.id)
          || E'\\n' || ${linesText(line, siblingOrder)}`,
      )}
      from above o full join totals t on t.id = o.id`;
  }

  /** The text of an object, of what was read so. */
  textOf(rootId: Id, text: string): string {
    const [[figures = '', ...totals] = [], ...lines] = linesOf(text);
    const rows = topmost(
      rootId,
      lines.map(([id = '', parentId = '', figures = '', ...texts]) => ({ id, parentId, figures, texts })),
      (row) => row.figures !== '',
    );
    const values: Record<string, (field: Selected) => string> = {
      __typename: () => '"Breakdown"',
      rows: (field) => `[${rows.map(({ texts }) => texts[this.named('rows').indexOf(field)]).join()}]`,
      total: (field) => totals[this.named('total').indexOf(field)] ?? '',
      elsewhere: ({ node }) =>
        countsText(
          this.writing.selections.fields(node.selectionSet, 'Counts'),
          without(countsOf(figures), sumOf(rows.map((row) => countsOf(row.figures)))),
        ),
    };
    return `{${this.fields.map((field) => `"${field.key}":${values[field.name]?.(field)}`).join()}}`;
  }

  private named(name: string): readonly Selected[] {
    return this.fields.filter((field) => field.name === name);
  }

  private isWritten(): boolean {
    const { selections } = this.writing;
    return this.named('rows')
      .flatMap(({ node }) => selections.fields(node.selectionSet, 'BreakdownRow'))
      .filter(({ name }) => name === 'organization')
      .flatMap(({ node }) => selections.fields(node.selectionSet, 'Organization'))
      .every(({ name }) => name === '__typename' || Object.hasOwn(organizationShape.fields, name));
  }
}

export function countsText(fields: readonly Selected[], counts: Counts): string {
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
