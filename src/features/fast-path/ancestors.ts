import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, type ReadContext } from '../../graphql/context';
import type { Organization } from '../organizations/organization.entity';
import { visiblyAbove } from '../organizations/organization.queries';
import { listText } from './json.sql';
import { Unfit, type Selected, type Selections } from './selected';
import { organizationShape, shapeText } from './shapes';

/** What stands above each organization, root first, as the text of an array; one statement for all. */
export async function ancestorsTexts(
  ctx: ReadContext,
  organizations: readonly Organization[],
  { node }: Selected,
  selections: Selections,
): Promise<string[]> {
  if (node.arguments?.length) throw new Unfit('Ancestors of another day.');
  const ids = organizations.map(({ id }) => id);
  const ancestor = shapeText(ctx, organizationShape, selections.fields(node.selectionSet, 'Organization'), selections);
  const rows = await query<{ id: Id; ancestors: string }>(
    ctx,
    sql`select a.descendant_id as id, ${listText(ancestor, sql`o.depth`)} as ancestors
      ${visiblyAbove(ctx, ids)} group by a.descendant_id`,
  );
  const found = new Map(rows.map(({ id, ancestors }) => [id, ancestors]));
  return ids.map((id) => `[${found.get(id) ?? ''}]`);
}
