import { join, nothing, sql, verbatim, type Sql } from '../../database/sql';
import type { Organization } from '../organizations/organization.entity';
import { ancestorsText } from './ancestors';
import type { Selected, Selections } from './selected';
import { childrenText } from './tree';
import type { ReadContext } from '../../graphql/context';

// What is selected beneath organizations is read by the statement that finds them, where it is one text for each: a message
// to PostgreSQL and back takes longer than to read the children of one.

/** The columns of the fields that can be read so. `isOne`: no more than one organization is asked for. */
export function columnsBeside(
  ctx: ReadContext,
  fields: readonly Selected[],
  selections: Selections,
  isOne: boolean,
): Sql {
  const columns = fields.map((field, index) => {
    const text = textOf(ctx, field, selections, isOne);
    return text ? sql`, (select (${text}) from (select o.id) root) as ${verbatim(nameOf(index))}` : nothing;
  });
  return join(columns, '');
}

function textOf(ctx: ReadContext, field: Selected, selections: Selections, isOne: boolean): Sql | undefined {
  if (field.name === 'children') return childrenText(ctx, field, selections, isOne);
  // What stands above many is mostly the same.
  if (field.name === 'ancestors' && isOne) return ancestorsText(ctx, field, selections);
  return undefined;
}

/** What was read so of the field at that place; undefined where it was not, as of an organization that stands for another. */
export function textsBeside(organizations: readonly Organization[], index: number): string[] | undefined {
  const texts = organizations.map((organization) => Reflect.get(organization, nameOf(index)) as unknown);
  return texts.every((text) => typeof text === 'string') ? texts : undefined;
}

const nameOf = (index: number) => `beside${index}`;
