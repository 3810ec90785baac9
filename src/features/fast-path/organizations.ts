import type { FieldNode } from 'graphql';
import { AppError } from '../../errors';
import { breakdownLoader } from '../dashboards/breakdown.queries';
import { countsLoader } from '../dashboards/counts.queries';
import type { Breakdown } from '../dashboards/counts.type';
import { childCount, descendantCount } from '../organizations/descendants.queries';
import type { Organization } from '../organizations/organization.entity';
import { ancestorsTexts } from './ancestors';
import { pageOf, textsBeside } from './beside';
import { breakdownArguments, figuresText } from './breakdown';
import { WrittenPage } from './pages';
import { FailedField, Unfit, type Selected } from './selected';
import { levelTexts } from './shapes';
import { WrittenTree } from './tree';
import type { Writing } from './writing';

/** Organizations that a resolver has found, each as the text of an object; each field is asked of all of them together. */
export async function organizationTexts(
  writing: Writing,
  organizations: readonly Organization[],
  fields: readonly Selected[],
): Promise<string[]> {
  const columns = await Promise.all(
    fields.map(async (field, index) => {
      try {
        return await (textsBeside(writing, organizations, field, index) ?? fieldTexts(writing, organizations, field));
      } catch (error) {
        if (error instanceof Unfit || error instanceof AppError) throw error;
        throw new FailedField(field, error instanceof FailedField ? error.cause : error);
      }
    }),
  );
  return organizations.map(
    (_each, row) => `{${fields.map(({ key }, index) => `"${key}":${columns[index]?.[row]}`).join()}}`,
  );
}

/** Properties that the answer has as they are. */
const properties: (keyof Organization)[] = ['name', 'shortName', 'kind', 'externalReference', 'areaCode', 'sortOrder'];
const plain = new Set<string>([...properties, 'depth', 'establishedOn', 'dissolvedOn', 'version']);

async function fieldTexts(
  writing: Writing,
  organizations: readonly Organization[],
  field: Selected,
): Promise<readonly string[]> {
  const { ctx, selections } = writing;
  const { name, node } = field;
  const each = (read: (organization: Organization) => unknown) =>
    Promise.all(organizations.map(async (organization) => JSON.stringify(await read(organization))));
  if (WrittenPage.isOf(field)) return pageOf(writing, field).textsOf(organizations);
  if (name === 'breakdown') return breakdownTexts(writing, organizations, field);
  if (name === 'children') return new WrittenTree(ctx, field, selections).textsOf(organizations);
  if (name === 'ancestors') return ancestorsTexts(ctx, organizations, field, selections);
  if (plain.has(name)) return each((organization) => organization[name as keyof Organization]);
  const within = (type: string) => selections.fields(node.selectionSet, type);
  switch (name) {
    case '__typename':
      return each(() => 'Organization');
    case 'id':
      return each(({ globalId }) => globalId);
    case 'level': {
      const written = levelTexts(ctx, within('OrganizationLevel'));
      return organizations.map(({ levelRank }) => written[levelRank] as string);
    }
    case 'childCount':
      return each(({ id }) => childCount(ctx).load(id));
    case 'hasChildren':
      return each(async ({ id }) => (await childCount(ctx).load(id)) > 0);
    case 'descendantCount':
      return each(({ id }) => descendantCount(ctx).load(id));
    case 'counts': {
      const fields = within('Counts');
      const counted = organizations.map((root) => countsLoader(ctx).load({ root, moment: undefined, restated: false }));
      return (await Promise.all(counted)).map((counts) => figuresText(fields, counts));
    }
    default:
      throw new Unfit(`Nothing writes Organization.${name}.`);
  }
}

async function breakdownTexts(
  writing: Writing,
  organizations: readonly Organization[],
  field: Selected,
): Promise<string[]> {
  const { ctx, selections } = writing;
  const { level, kind } = breakdownArguments(writing, field);
  const fields = selections.fields(field.node.selectionSet, 'Breakdown');
  return Promise.all(
    organizations.map(async (root) => {
      const breakdown = await breakdownLoader(ctx).load({ root, moment: undefined, restated: false, level, kind });
      const entries = fields.map(async ({ key, name, node }) => {
        if (name === '__typename') return `"${key}":"Breakdown"`;
        if (name === 'rows') return `"${key}":${await rowsText(writing, breakdown, node)}`;
        const counts = selections.fields(node.selectionSet, 'Counts');
        return `"${key}":${figuresText(counts, breakdown[name as 'elsewhere' | 'total'])}`;
      });
      return `{${(await Promise.all(entries)).join()}}`;
    }),
  );
}

async function rowsText(writing: Writing, { rows }: Breakdown, { selectionSet }: FieldNode): Promise<string> {
  const { selections } = writing;
  const fields = selections.fields(selectionSet, 'BreakdownRow');
  const columns = await Promise.all(
    fields.map(async ({ name, node }) => {
      if (name === '__typename') return rows.map(() => '"BreakdownRow"');
      if (name === 'counts') {
        const counts = selections.fields(node.selectionSet, 'Counts');
        return rows.map((row) => figuresText(counts, row.counts));
      }
      const of = selections.fields(node.selectionSet, 'Organization');
      return organizationTexts(
        writing,
        rows.map(({ organization }) => organization),
        of,
      );
    }),
  );
  return `[${rows.map((_row, at) => `{${fields.map(({ key }, index) => `"${key}":${columns[index]?.[at]}`).join()}}`).join()}]`;
}
