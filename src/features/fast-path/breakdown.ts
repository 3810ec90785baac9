import { totalsOn } from '../../database/counters';
import type { Id } from '../../database/id';
import { nothing, sql, verbatim, type Sql } from '../../database/sql';
import { tenantOf } from '../../graphql/context';
import { storable } from '../../graphql/text';
import { beneathToRank, fromTotals, topmost, type BreakdownOf } from '../dashboards/breakdown.queries';
import type { Counts } from '../dashboards/counts.type';
import { levelByCode } from '../organizations/level';
import { siblingOrder } from '../organizations/organization.columns';
import { linesOf, linesText } from './json.sql';
import type { Selected } from './selected';
import { organizationShape, shapeText, unlessPast } from './shapes';
import { argumentsOf, type Writing } from './writing';

/** What a breakdown is asked by. */
export const breakdownArguments = ({ organizationType, variables }: Writing, field: Selected) =>
  argumentsOf<{ level: string; kind?: string | null }>(organizationType, field, variables);

/**
 * A breakdown as the text of an object. `organizationsText` writes, for all rows, what is selected of their organizations by
 * one field.
 */
export async function breakdownText<Row>(
  { selections }: Writing,
  { node }: Selected,
  breakdown: BreakdownOf<Row>,
  organizationsText: (selected: Selected, organizations: readonly Row[]) => readonly string[] | Promise<string[]>,
): Promise<string> {
  const { rows } = breakdown;
  const rowsText = async (selected: Selected) => {
    const fields = selections.fields(selected.node.selectionSet, 'BreakdownRow');
    const columns = await Promise.all(
      fields.map(async (field) => {
        if (field.name === '__typename') return rows.map(() => '"BreakdownRow"');
        if (field.name !== 'counts')
          return organizationsText(
            field,
            rows.map(({ organization }) => organization),
          );
        const counts = selections.fields(field.node.selectionSet, 'Counts');
        return rows.map((row) => countsText(counts, row.counts));
      }),
    );
    return `[${rows.map((_row, at) => `{${fields.map(({ key }, index) => `"${key}":${columns[index]?.[at]}`).join()}}`).join()}]`;
  };
  const entries = selections.fields(node.selectionSet, 'Breakdown').map(async (field) => {
    const { key, name } = field;
    if (name === '__typename') return `"${key}":"Breakdown"`;
    if (name === 'rows') return `"${key}":${await rowsText(field)}`;
    const counts = selections.fields(field.node.selectionSet, 'Counts');
    return `"${key}":${countsText(counts, breakdown[name as 'elsewhere' | 'total'])}`;
  });
  return `{${(await Promise.all(entries)).join()}}`;
}

export function countsText(fields: readonly Selected[], counts: Counts): string {
  const entries = fields.map(({ key, name }) => [key, name === '__typename' ? 'Counts' : counts[name as keyof Counts]]);
  return JSON.stringify(Object.fromEntries(entries));
}

/** A breakdown of today whose rows and totals one statement reads. */
export class WrittenBreakdown {
  /** What is selected of the organizations of the rows, field by field, each a text of the statement. */
  private readonly organizations: readonly Selected[];

  constructor(
    private readonly writing: Writing,
    private readonly field: Selected,
  ) {
    const { selections } = writing;
    this.organizations = selections
      .fields(field.node.selectionSet, 'Breakdown')
      .filter(({ name }) => name === 'rows')
      .flatMap(({ node }) => selections.fields(node.selectionSet, 'BreakdownRow'))
      .filter(({ name }) => name === 'organization');
  }

  /**
   * Of the organization `root`: a line with its totals, then a line for each organization down to the level, in the order of
   * siblings; null where the counters are past the day. Undefined where more is selected of the organizations of the rows than
   * can be written of a row.
   */
  text(): Sql | undefined {
    const { ctx, selections } = this.writing;
    const fields = this.organizations.map(({ node }) => selections.fields(node.selectionSet, 'Organization'));
    const isWritten = ({ name }: Selected) => name === '__typename' || Object.hasOwn(organizationShape.fields, name);
    if (!fields.flat().every(isWritten)) return undefined;
    const { level, kind } = breakdownArguments(this.writing, this.field);
    const { rank } = levelByCode(ctx, level);
    const ofKind = kind == null ? nothing : sql`and o.kind = ${storable(kind)}::text`;
    const tenantId = tenantOf(ctx);
    const ids = sql`(select array_agg(id) from above where is_row) || root.id`;
    const values = [
      verbatim('o.id'),
      verbatim('o.parent_id'),
      figures,
      ...fields.map((each) => shapeText(ctx, organizationShape, each, selections)),
    ];
    return sql`with above as materialized (
        select o.*, coalesce(o.level_rank = ${rank}::smallint ${ofKind}, false) as is_row from (${beneathToRank(ctx, rank)}) o
      ), totals as materialized (${totalsOn(tenantId, ids, ctx.actor.today)})
      select ${unlessPast(ctx, sql`(select ${figures} from totals t where t.id = root.id) || E'\n' || ${linesText(values, siblingOrder)}`)}
      from above o left join totals t on t.id = o.id`;
  }

  /** The text of an object, of what was read so. */
  textOf(rootId: Id, text: string): Promise<string> {
    const end = text.indexOf('\n');
    const rows = linesOf(text.slice(end + 1)).map(([id = '', parentId = '', figures = '', ...texts]) => ({
      ...{ id, parentId, figures, texts },
    }));
    const wanted = topmost(rootId, rows, ({ figures }) => figures !== none);
    const totals = new Map(wanted.map(({ id, figures }) => [id, countsOf(figures)]));
    totals.set(rootId, countsOf(text.slice(0, end)));
    return breakdownText(this.writing, this.field, fromTotals(totals, rootId, wanted), (selected, organizations) => {
      const index = this.organizations.findIndex(({ node }) => node === selected.node);
      return organizations.map(({ texts }) => texts[index] as string);
    });
  }
}

/** Of an organization that is no row. */
const none = '-';

const figures = verbatim(
  `coalesce(t.organizations || ' ' || t.grids || ' ' || t.full_members || ' ' || t.probationary || ' ' || t.applicants, '${none}')`,
);

function countsOf(text: string): Counts {
  const [organizations = 0, grids = 0, fullMembers = 0, probationaryMembers = 0, applicants = 0] = text
    .split(' ')
    .map(Number);
  const members = fullMembers + probationaryMembers;
  return { organizations, grids, members, fullMembers, probationaryMembers, applicants };
}
