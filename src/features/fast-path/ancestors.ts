import type { Id } from '../../database/id';
import { oneOf, sql, type Sql } from '../../database/sql';
import { query, type ReadContext } from '../../graphql/context';
import type { Organization } from '../organizations/organization.entity';
import { visiblyAbove, visibleWhere } from '../organizations/organization.queries';
import { listText } from './json.sql';
import type { Selected, Selections } from './selected';
import { organizationShape, shapeText } from './shapes';

const ancestorText = (ctx: ReadContext, { node }: Selected, selections: Selections) =>
  shapeText(ctx, organizationShape, selections.fields(node.selectionSet, 'Organization'), selections);

/** What stands above the organization `root`, root first, as the text of an array. */
export function ancestorsText(ctx: ReadContext, asked: Selected, selections: Selections): Sql {
  return sql`select ${listText(ancestorText(ctx, asked, selections), sql`o.depth`)} ${visiblyAbove(ctx, sql`root.id`)}`;
}

/**
 * What stands above each of many organizations. Their paths name it: what stands above several is read and written once,
 * and the process puts it together.
 */
export async function ancestorsTexts(
  ctx: ReadContext,
  organizations: readonly Organization[],
  asked: Selected,
  selections: Selections,
): Promise<string[]> {
  const above = organizations.map(({ path }) => path.split('/').slice(0, -1));
  const ids = [...new Set(above.flat())];
  if (ids.length === 0) return above.map(() => '[]');
  const rows = await query<{ id: Id; text: string }>(
    ctx,
    sql`select o.id, ${ancestorText(ctx, asked, selections)} as text ${visibleWhere(ctx, sql`o.id ${oneOf(ids)}`)}`,
  );
  const texts = new Map(rows.map(({ id, text }) => [id, text]));
  return above.map((path) => `[${path.flatMap((id) => texts.get(id) ?? []).join()}]`);
}
