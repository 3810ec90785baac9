import type { Id } from '../../database/id';
import type { PageRequest } from '../../database/page';
import { totalsOn } from '../../database/counters';
import { join, nothing, sql, verbatim, type Sql } from '../../database/sql';
import { tenantOf } from '../../graphql/context';
import type { Organization } from '../organizations/organization.entity';
import { ancestorsText } from './ancestors';
import { breakdownArguments, WrittenBreakdown } from './breakdown';
import { WrittenPage } from './pages';
import type { Selected } from './selected';
import { countedShape, entriesOf, isCounted, unlessPast } from './shapes';
import { WrittenTree } from './tree';
import { argumentsOf, type Writing } from './writing';

// What is selected beneath organizations is read by the statement that finds them, where it is one text for each: a message
// to PostgreSQL and back takes longer than to read the children of one. Such a text is written of `root`, the organization.

/** What is known of the organizations before they are found. */
export interface Sought {
  /** No more than one is asked for. */
  isOne: boolean;
  /** The id by which it is asked for; undefined where it is by anything else. */
  id: () => Id | undefined;
}

/** The columns of the fields that can be read so. */
export function columnsBeside(writing: Writing, fields: readonly Selected[], sought: Sought): Sql {
  const questions = fields.map((field) => questionOf(writing, field));
  const columns = fields.map((field, index) => {
    // What is counted is read for itself where it is asked for under several names: once for all of them.
    const isRepeated =
      questions[index] !== undefined && questions.filter((each) => each === questions[index]).length > 1;
    const text = isRepeated ? undefined : textOf(writing, field, sought);
    return text ? sql`, (select (${text}) from ${root}) as ${verbatim(nameOf(index))}` : nothing;
  });
  return join(columns, '');
}

const root = verbatim(`(select o.id, o.path, o.path || '0' as path_end, o.depth) root`);
const nameOf = (index: number) => `beside${index}`;

function textOf(writing: Writing, field: Selected, { isOne, id }: Sought): Sql | undefined {
  const { ctx, selections } = writing;
  if (field.name === 'children') return new WrittenTree(ctx, field, selections).text(isOne);
  // Above many it is mostly the same that stands.
  if (field.name === 'ancestors' && isOne) return ancestorsText(ctx, field, selections);
  if (WrittenPage.isOf(field)) return pageOf(writing, field).rows(isOne ? id() : undefined);
  if (field.name === 'hasChildren' || field.name === 'childCount') return sql`select ${figureOf(writing, field)}`;
  // What waits to be counted is read once for many.
  if (!isOne) return undefined;
  if (field.name === 'breakdown') return new WrittenBreakdown(writing, field).text();
  if (!isCounted(field)) return undefined;
  const totals = totalsOn(tenantOf(ctx), sql`array[root.id]`, ctx.actor.today);
  return sql`select ${unlessPast(ctx, figureOf(writing, field))} from (${totals}) t`;
}

/** What is counted for a field; the same text where it is the same. */
function questionOf(writing: Writing, field: Selected): string | undefined {
  if (field.name === 'breakdown') {
    const { level, kind } = breakdownArguments(writing, field);
    return JSON.stringify([level, kind ?? null]);
  }
  return isCounted(field) ? field.name : undefined;
}

function figureOf({ ctx, selections }: Writing, field: Selected): Sql {
  const [[, text]] = entriesOf(ctx, countedShape, [field], selections) as [[string, Sql]];
  return text;
}

/** What was read so of the field at that place; undefined where it was not, as of an organization that stands for another. */
export function textsBeside(
  writing: Writing,
  organizations: readonly Organization[],
  field: Selected,
  index: number,
): readonly string[] | Promise<string[]> | undefined {
  const texts = organizations.map((organization) => Reflect.get(organization, nameOf(index)) as unknown);
  if (!texts.every((text) => typeof text === 'string')) return undefined;
  if (field.name === 'children') {
    const tree = new WrittenTree(writing.ctx, field, writing.selections);
    return organizations.map(({ id }, at) => tree.textOf(id, texts[at] as string));
  }
  if (field.name === 'breakdown') {
    const breakdown = new WrittenBreakdown(writing, field);
    return organizations.map(({ id }, at) => breakdown.textOf(id, texts[at] as string));
  }
  if (!WrittenPage.isOf(field)) return texts;
  const page = pageOf(writing, field);
  return Promise.all(organizations.map((organization, at) => page.textOf(organization, texts[at] as string)));
}

/** The page that a field of an organization asks for. */
export function pageOf({ ctx, selections, organizationType, variables }: Writing, field: Selected): WrittenPage {
  return new WrittenPage(ctx, argumentsOf<PageRequest>(organizationType, field, variables), field, selections);
}
