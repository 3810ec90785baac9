import { createHash } from 'node:crypto';
import { badInput } from '../errors';
import { isId } from './id';
import { isStorable } from './storable';
import { join, nothing, sql, verbatim, type Sql } from './sql';

/** Relay's four arguments; exactly one of `first` and `last` is given. */
export interface PageRequest {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

export const largestPage = 100;

/** An instant as a cursor holds it is text in UTC with microseconds: a JavaScript Date would round it. */
type Cast = 'text' | 'bigint' | 'timestamptz';

/** A list in keyset order: its name, what it hangs from (both bind its cursors), and its sort columns with their casts. */
export interface KeysetOrder {
  list: string;
  columns: readonly { expression: Sql; cast: Cast; name: string }[];
  descending?: boolean;
}

export interface Page<Row> {
  rows: Row[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  cursorOf: (row: Row) => string;
}

/** What a list's statement needs of its page. One row more than asked for is read, to know whether the list goes on. */
export interface Keyset {
  condition: Sql;
  order: Sql;
  /** The same order, of a subquery that answers the columns by their names. */
  orderOf: (subquery: string) => Sql;
  limit: Sql;
  pageOf: <Row extends object>(rows: readonly Row[]) => Page<Row>;
}

/** Reads the page arguments, refusing every size but 1 to 100 and every cursor that is not of this very list. */
export function keyset(order: KeysetOrder, request: PageRequest): Keyset {
  const { size, backward } = sizeOf(request);
  const descending = order.descending ?? false;
  const direction = backward !== descending ? verbatim(' desc') : nothing;
  const [later, earlier] = descending ? (['<', '>'] as const) : (['>', '<'] as const);
  const bounds = [
    request.after != null ? beyond(order, later, decodeCursor(order, request.after)) : undefined,
    request.before != null ? beyond(order, earlier, decodeCursor(order, request.before)) : undefined,
  ].filter((bound) => bound !== undefined);

  return {
    condition: bounds.length ? join(bounds, ' and ') : verbatim('true'),
    order: join(
      order.columns.map(({ expression }) => sql`${expression}${direction}`),
      ', ',
    ),
    orderOf: (subquery) =>
      join(
        order.columns.map(({ name }) => sql`${verbatim(`${subquery}."${name}"`)}${direction}`),
        ', ',
      ),
    limit: sql`${size + 1}::int`,
    pageOf(rows) {
      const page = rows.slice(0, size);
      const more = rows.length > size;
      if (backward) page.reverse();
      return {
        rows: page,
        hasNextPage: backward ? request.before != null : more,
        hasPreviousPage: backward ? more : request.after != null,
        cursorOf: (row) => encodeCursor(order, row),
      };
    },
  };
}

/** A page of a list that was read whole, in the order of its keys, which are unique texts of ASCII. */
export function pageOfWhole<Row extends { key: string }>(
  list: string,
  whole: readonly Row[],
  request: PageRequest,
): Page<Row> {
  const order: KeysetOrder = { list, columns: [{ expression: nothing, cast: 'text', name: 'key' }] };
  const { pageOf, size, backward } = { ...keyset(order, request), ...sizeOf(request) };
  const [after, before] = [request.after, request.before].map((cursor) => cursor && decodeCursor(order, cursor)[0]);
  const within = whole.filter(({ key }) => (after == null || key > after) && (before == null || key < before));
  return pageOf((backward ? within.toReversed() : within).slice(0, size + 1));
}

function sizeOf({ first, last }: PageRequest): { size: number; backward: boolean } {
  if ((first == null) === (last == null)) {
    throw badInput('Give exactly one of first and last.', 'first 与 last 必须且只能给出一个。');
  }
  const size = (first ?? last) as number;
  if (size < 1 || size > largestPage) {
    throw badInput(`A page holds 1 to ${largestPage} items.`, `每页为 1 至 ${largestPage} 条。`);
  }
  return { size, backward: first == null };
}

function beyond({ columns }: KeysetOrder, operator: '<' | '>', values: readonly string[]): Sql {
  const left = join(
    columns.map(({ expression }) => expression),
    ', ',
  );
  const right = join(
    columns.map(({ cast }, index) => sql`${values[index]}::${verbatim(cast)}`),
    ', ',
  );
  const beyondAll = sql`(${left}) ${verbatim(operator)} (${right})`;
  const [first] = columns;
  if (!first || columns.length === 1) return beyondAll;
  // Said of the first column alone too: where the columns are of several tables, an index can begin by that only.
  return sql`${first.expression} ${verbatim(`${operator}=`)} ${values[0]}::${verbatim(first.cast)} and ${beyondAll}`;
}

function encodeCursor<Row extends object>(order: KeysetOrder, row: Row): string {
  const values = order.columns.map(({ name }) => String((row as Record<string, unknown>)[name]));
  return Buffer.from(JSON.stringify([seal(order, values), ...values])).toString('base64url');
}

function decodeCursor(order: KeysetOrder, cursor: string): string[] {
  const values = parseCursor(cursor);
  const [given, ...rest] = values ?? [];
  const fits =
    rest.length === order.columns.length &&
    given === seal(order, rest) &&
    order.columns.every(({ cast }, index) => isValueOf(cast, rest[index] ?? ''));
  if (!fits) throw badInput('This cursor is not one of this list.', '该游标不属于此列表。');
  return rest;
}

/** A seal can be made by whoever knows how, so what it seals may still be nothing that PostgreSQL can compare. */
function isValueOf(cast: Cast, value: string): boolean {
  if (cast === 'timestamptz') return isInstant(value);
  return cast === 'text' ? isStorable(value) : isId(value);
}

function isInstant(value: string): boolean {
  const [, instant, milliseconds] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{3})\d{3}Z$/.exec(value) ?? [];
  const read = new Date(`${instant}${milliseconds}Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString() === `${instant}${milliseconds}Z`;
}

function parseCursor(cursor: string): string[] | undefined {
  if (cursor.length > 2_000 || !/^[A-Za-z0-9_-]+$/.test(cursor)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Binds a cursor to its list, so that an altered one or another list's is noticed. It protects nothing: a cursor is only a place. */
function seal({ list }: KeysetOrder, values: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([list, ...values]))
    .digest('base64url')
    .slice(0, 12);
}
