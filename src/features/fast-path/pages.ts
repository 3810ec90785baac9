import type { PageRequest } from '../../database/page';
import { join, sql, verbatim } from '../../database/sql';
import type { Connection, PageInfo } from '../../graphql/connection';
import type { ReadContext } from '../../graphql/context';
import { listMemberships } from '../memberships/membership.queries';
import { listDescendants } from '../organizations/descendants.queries';
import type { ListReader } from '../organizations/organization-list';
import type { Organization } from '../organizations/organization.entity';
import { Unfit, type Selected, type Selections } from './selected';
import { membershipShape, organizationShape, shapeText, type Shape } from './shapes';

/** A list that hangs from an organization, with the shape of what is listed. */
interface WrittenList {
  list: ListReader<PageRequest, unknown>;
  shape: Shape;
  id: string;
}

export const writtenLists: Readonly<Record<string, WrittenList>> = {
  descendants: { list: listDescendants, shape: organizationShape, id: 'o.id' },
  memberships: { list: listMemberships, shape: membershipShape, id: 'm.id' },
};

/** A page of the list of each organization as the text of a connection; one statement for the pages of all. */
export async function pageTexts(
  ctx: ReadContext,
  organizations: readonly Organization[],
  { list, shape, id }: WrittenList,
  args: PageRequest,
  { node }: Selected,
  selections: Selections,
): Promise<string[]> {
  const columns = [verbatim(`${id} as id`)];
  const writers = selections.fields(node.selectionSet, `${shape.type}Connection`).map((field) =>
    connectionField(field, shape, selections, (selected) => {
      const text = shapeText(ctx, shape, selections.fields(selected.node.selectionSet, shape.type), selections);
      const name = `text${columns.length}`;
      columns.push(sql`${text} as ${verbatim(name)}`);
      return name;
    }),
  );
  const read = list.of(join(columns, ', '), (row) => row as WrittenRow);
  return Promise.all(
    organizations.map(async (organization) => {
      const page = await read(ctx, organization, args);
      return `{${(await Promise.all(writers.map(async (write) => write(page)))).join()}}`;
    }),
  );
}

type WrittenRow = Record<string, string>;
type Page = Connection<WrittenRow>;
type Writer = (page: Page) => string | Promise<string>;

/** Writes a field of the connection; `column` has a selection of the items written by the statement, and names it. */
function connectionField(
  { key, name, node }: Selected,
  { type }: Shape,
  selections: Selections,
  column: (selected: Selected) => string,
): Writer {
  const named = (text: string) => `"${key}":${text}`;
  switch (name) {
    case '__typename':
      return () => named(JSON.stringify(`${type}Connection`));
    case 'totalCount':
      return async ({ totalCount }) => named(String(await totalCount));
    case 'pageInfo': {
      const fields = selections.fields(node.selectionSet, 'PageInfo');
      return ({ pageInfo }) => named(pageInfoText(fields, pageInfo));
    }
    case 'nodes': {
      const text = column({ key, name, node });
      return ({ nodes }) => named(`[${nodes.map((row) => row[text]).join()}]`);
    }
    case 'edges': {
      const fields = selections.fields(node.selectionSet, `${type}Edge`);
      const writers = fields.map((field) => edgeField(field, type, column));
      return ({ edges }) => named(`[${edges.map((edge) => `{${writers.map((write) => write(edge)).join()}}`).join()}]`);
    }
    default:
      throw new Unfit(`Nothing writes ${type}Connection.${name}.`);
  }
}

function edgeField(
  selected: Selected,
  type: string,
  column: (selected: Selected) => string,
): (edge: Page['edges'][number]) => string {
  const { key, name } = selected;
  if (name === '__typename') return () => `"${key}":"${type}Edge"`;
  if (name === 'cursor') return ({ cursor }) => `"${key}":${JSON.stringify(cursor)}`;
  if (name !== 'node') throw new Unfit(`Nothing writes ${type}Edge.${name}.`);
  const text = column(selected);
  return ({ node }) => `"${key}":${node[text]}`;
}

function pageInfoText(fields: readonly Selected[], pageInfo: PageInfo): string {
  const entries = fields.map(({ key, name }) => [
    key,
    name === '__typename' ? 'PageInfo' : pageInfo[name as keyof PageInfo],
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}
