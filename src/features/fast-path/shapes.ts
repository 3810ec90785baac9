import { isCountedPast } from '../../database/counters';
import type { Id } from '../../database/id';
import { sql, verbatim, type Sql } from '../../database/sql';
import { tenantOf, type ReadContext } from '../../graphql/context';
import { objectText, texts } from './json.sql';
import { Unfit, type Selected, type Selections } from './selected';

/** What is selected of a field, where it is an object itself. */
interface Asked {
  ctx: ReadContext;
  fields: (type: string) => Selected[];
  selections: Selections;
}

/** One field as JSON text of a row. */
type Column = (asked: Asked) => Sql;

/** Fields of a type that a statement can write, of the row that bears the alias. */
export interface Shape {
  type: string;
  fields: Readonly<Record<string, Column>>;
}

const { text, textOrNull, word, wordOrNull, integer, boolean, globalId } = texts;
const column =
  (written: Sql): Column =>
  () =>
    written;

/** What the shape of an organization and its order are written from, of `o`. */
export const writtenOf: Sql =
  verbatim(`o.id, o.parent_id, o.level_rank, o.kind, o.name, o.short_name, o.sort_order, o.external_reference,
  o.area_code, o.depth, o.established_on, o.dissolved_on, o.version`);

// Of the tables `o`, `m` and `p`: the same columns that the entities are read from.

export const organizationShape: Shape = {
  type: 'Organization',
  fields: {
    id: column(globalId('Organization', 'o.id')),
    name: column(text('o.name')),
    shortName: column(textOrNull('o.short_name')),
    kind: column(textOrNull('o.kind')),
    externalReference: column(textOrNull('o.external_reference')),
    areaCode: column(wordOrNull('o.area_code')),
    sortOrder: column(integer('o.sort_order')),
    depth: column(integer('o.depth')),
    establishedOn: column(wordOrNull('o.established_on')),
    dissolvedOn: column(wordOrNull('o.dissolved_on')),
    version: column(integer('o.version')),
    level: ({ ctx, fields }) => {
      const written = levelTexts(ctx, fields('OrganizationLevel'));
      return sql`(${written}::text[])[o.level_rank + 1]`;
    },
    hasChildren: ({ ctx }) => boolean(sql`exists (${childrenOf(tenantOf(ctx))})`),
    childCount: ({ ctx }) => sql`(select count(*)::text from (${childrenOf(tenantOf(ctx))}) child)`,
  },
};

/** An organization whose totals stand beside it, as `t`. */
export const countedShape: Shape = {
  type: 'Organization',
  fields: {
    ...organizationShape.fields,
    descendantCount: () => sql`(t.organizations - (o.dissolved_on is null)::int)::text`,
    counts: countsText,
  },
};

/** A row of a breakdown, with its totals as `t`. */
export const breakdownRowShape: Shape = {
  type: 'BreakdownRow',
  fields: {
    organization: ({ ctx, fields, selections }) => shapeText(ctx, countedShape, fields('Organization'), selections),
    counts: countsText,
  },
};

/** A breakdown whose totals are `t`, and what of it is written of those. */
export const breakdownShape: Shape = { type: 'Breakdown', fields: { total: countsText } };

/** Text that is written from the totals of today; null where the counters are past the day of whoever asks. */
export function unlessPast(ctx: ReadContext, text: Sql): Sql {
  return sql`case when ${isCountedPast(tenantOf(ctx), ctx.actor.today)} then null else ${text} end`;
}

/** Whether any of the fields is written from the totals. */
export const isCounted = ({ name }: Selected) =>
  Object.hasOwn(countedShape.fields, name) && !Object.hasOwn(organizationShape.fields, name);

function countsText({ ctx, fields, selections }: Asked): Sql {
  return shapeText(ctx, countsShape, fields('Counts'), selections);
}

const countsShape: Shape = {
  type: 'Counts',
  fields: {
    organizations: column(integer('t.organizations')),
    grids: column(integer('t.grids')),
    members: column(integer('(t.full_members + t.probationary)')),
    fullMembers: column(integer('t.full_members')),
    probationaryMembers: column(integer('t.probationary')),
    applicants: column(integer('t.applicants')),
  },
};

export const personShape: Shape = {
  type: 'Person',
  fields: {
    id: column(globalId('Person', 'p.id')),
    name: column(text('p.name')),
    pinyin: column(text('p.pinyin')),
    externalReference: column(textOrNull('p.external_reference')),
    version: column(integer('p.version')),
  },
};

export const membershipShape: Shape = {
  type: 'Membership',
  fields: {
    id: column(globalId('Membership', 'm.id')),
    status: column(word('m.status')),
    statusSince: column(word('m.status_since')),
    startedOn: column(word('m.started_on')),
    endedOn: column(wordOrNull('m.ended_on')),
    endReason: column(wordOrNull('m.end_reason')),
    externalReference: column(textOrNull('m.external_reference')),
    version: column(integer('m.version')),
    person: ({ ctx, fields, selections }) =>
      sql`(select ${shapeText(ctx, personShape, fields('Person'), selections)} from person p
        where p.tenant_id = ${tenantOf(ctx)}::bigint and p.id = m.person_id)`,
  },
};

/** The selected fields of a row as the text of an object. */
export function shapeText(ctx: ReadContext, shape: Shape, fields: readonly Selected[], selections: Selections): Sql {
  return objectText(entriesOf(ctx, shape, fields, selections));
}

/** The selected fields of a row, each by its key in the answer. */
export function entriesOf(
  ctx: ReadContext,
  { type, fields: columns }: Shape,
  fields: readonly Selected[],
  selections: Selections,
): (readonly [key: string, value: Sql])[] {
  return fields.map(({ key, name, node }) => {
    if (name === '__typename') return [key, verbatim(`'"${type}"'`)];
    const write = Object.hasOwn(columns, name) ? columns[name] : undefined;
    if (!write) throw new Unfit(`No statement writes ${type}.${name}.`);
    const within = (of: string) => selections.fields(node.selectionSet, of);
    return [key, write({ ctx, fields: within, selections })];
  });
}

function childrenOf(tenantId: Id): Sql {
  return sql`select from organization c
    where c.tenant_id = ${tenantId}::bigint and c.parent_id = o.id and c.dissolved_on is null`;
}

/** The selected fields of each level of the tenant, in the place of its rank. */
export function levelTexts({ actor }: ReadContext, fields: readonly Selected[]): string[] {
  const written: string[] = [];
  for (const level of actor.tenant.levels) {
    const entries = fields.map(({ key, name }) => {
      if (name === '__typename') return [key, 'OrganizationLevel'] as const;
      if (name === 'rank' || name === 'code' || name === 'name') return [key, level[name]] as const;
      throw new Unfit(`No statement writes OrganizationLevel.${name}.`);
    });
    written[level.rank] = JSON.stringify(Object.fromEntries(entries));
  }
  return Array.from(written, (each) => each ?? 'null');
}
