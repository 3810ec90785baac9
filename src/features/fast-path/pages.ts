import type { Id } from '../../database/id';
import type { PageRequest } from '../../database/page';
import { join, sql, verbatim, type Sql } from '../../database/sql';
import type { Connection, PageInfo } from '../../graphql/connection';
import type { ReadContext } from '../../graphql/context';
import { listMemberships } from '../memberships/membership.queries';
import { listDescendants } from '../organizations/descendants.queries';
import type { ListReader } from '../organizations/organization-list';
import type { Organization } from '../organizations/organization.entity';
import { linesOf, linesText } from './json.sql';
import { Unfit, type Selected, type Selections } from './selected';
import { membershipShape, organizationShape, shapeText, type Shape } from './shapes';

/** A list that hangs from an organization, with the shape of what is listed. */
interface WrittenList {
  list: ListReader<PageRequest, unknown>;
  shape: Shape;
  id: string;
}

const writtenLists: Readonly<Record<string, WrittenList>> = {
  descendants: { list: listDescendants, shape: organizationShape, id: 'o.id' },
  memberships: { list: listMemberships, shape: membershipShape, id: 'm.id' },
};

/** A page whose items a statement writes. */
export class WrittenPage {
  private readonly list: WrittenList;
  private readonly writers: Writer[];
  private readonly read: ListReader<PageRequest, WrittenRow>;
  /** What the statement answers of an item. */
  private readonly columns = ['place', 'id'];

  static isOf({ name }: Selected): boolean {
    return Object.hasOwn(writtenLists, name);
  }

  constructor(
    private readonly ctx: ReadContext,
    private readonly args: PageRequest,
    { name, node }: Selected,
    selections: Selections,
  ) {
    this.list = writtenLists[name] as WrittenList;
    const { list, shape, id } = this.list;
    const written = [verbatim(`${id} as id`)];
    const fields = selections.fields(node.selectionSet, `${shape.type}Connection`);
    this.writers = fields.map((field) =>
      connectionField(field, shape, selections, (selected) => {
        const text = shapeText(ctx, shape, selections.fields(selected.node.selectionSet, shape.type), selections);
        const column = `text${written.length}`;
        written.push(sql`${text} as ${verbatim(column)}`);
        this.columns.push(column);
        return column;
      }),
    );
    this.read = list.of(join(written, ', '), (row) => row as WrittenRow);
  }

  /** The page of each organization as the text of a connection; one statement for the pages of all. */
  async textsOf(organizations: readonly Organization[]): Promise<string[]> {
    return Promise.all(organizations.map(async (each) => this.write(await this.read(this.ctx, each, this.args))));
  }

  /**
   * The rows of the page of the organization `root` as one text. Undefined where there is a cursor and the id of the
   * organization is not known yet.
   */
  rows(rootId: Id | undefined): Sql | undefined {
    const { ctx, args, columns } = this;
    if (rootId === undefined && (args.after ?? args.before) != null) return undefined;
    const { page, order } = this.read.within(ctx, { id: rootId ?? '' }, args);
    const values = columns.map((column) => verbatim(`page.${column}`));
    return sql`select ${linesText(values, order)} from (${page}) page`;
  }

  /** What was read so. */
  textOf(organization: Organization, rows: string): Promise<string> {
    const named = (values: string[]) =>
      Object.fromEntries(this.columns.map((column, index) => [column, values[index]]));
    return this.write(this.read.connection(this.ctx, organization, this.args, linesOf(rows).map(named)));
  }

  private async write(page: Page): Promise<string> {
    return `{${(await Promise.all(this.writers.map(async (write) => write(page)))).join()}}`;
  }
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
