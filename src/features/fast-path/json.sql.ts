import { join, sql, verbatim, type Sql } from '../../database/sql';

// JSON text, written by PostgreSQL as JSON.stringify writes it: the same escapes, no blanks. Concatenated, not built as
// `json`: that would be parsed again at each level.

type Entries = readonly (readonly [key: string, value: Sql])[];

/** An object of keys, which are names of GraphQL, and values that are JSON text. */
export const objectText = (entries: Entries): Sql => entriesText('{', entries, '}');

/** The inside of an object between what stands before and after it. */
export function entriesText(before: string, entries: Entries, after: string): Sql {
  if (entries.length === 0) return verbatim(`'${before}${after}'`);
  const pairs = entries.map(
    ([key, value], index) => sql`${verbatim(`'${index ? ',' : before}"${key}":' || `)}${value}`,
  );
  return sql`(${join(pairs, ' || ')} || ${verbatim(`'${after}'`)})`;
}

/** The rows of a group as an array. */
export function listText(value: Sql, order: Sql): Sql {
  return sql`('[' || coalesce(string_agg(${value}, ',' order by ${order}), '') || ']')`;
}

/**
 * The rows of a group as one text, which costs the process less to read than rows: a line each, its values between tabs.
 * Neither is in what is JSON, nor in ids and paths.
 */
export function linesText(values: readonly Sql[], order: Sql): Sql {
  return sql`coalesce(string_agg(${join(values, " || E'\\t' || ")}, E'\\n' order by ${order}), '')`;
}

/** The values of each line. */
export const linesOf = (text: string): string[][] =>
  (text === '' ? [] : text.split('\n')).map((line) => line.split('\t'));

export const texts = {
  text: (column: string) => verbatim(`to_json(${column})::text`),
  textOrNull: (column: string) => verbatim(`coalesce(to_json(${column})::text, 'null')`),
  /** Enums and days: nothing in them is escaped. */
  word: (column: string) => verbatim(`('"' || ${column} || '"')`),
  wordOrNull: (column: string) => verbatim(`coalesce('"' || ${column} || '"', 'null')`),
  integer: (column: string) => verbatim(`${column}::text`),
  boolean: (condition: Sql) => sql`case when ${condition} then 'true' else 'false' end`,
  globalId: (type: string, column: string) => verbatim(`('"gid://sanlou/${type}/' || ${column} || '"')`),
};
