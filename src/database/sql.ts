/** A statement, or a piece of one: text with its values kept apart until it is sent. */
export class Sql {
  constructor(
    readonly strings: readonly string[],
    readonly values: readonly unknown[],
  ) {}

  /** The statement as PostgreSQL takes it: numbered parameters and their values. */
  compile(): { text: string; values: unknown[] } {
    const values: unknown[] = [];
    const text = write(this, values);
    return { text, values };
  }
}

/** Tagged template: a value becomes a parameter, an `Sql` is spliced in. Nothing else can reach the text. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  return new Sql(strings, values);
}

/** A name or list of columns written by us, never by a caller. */
export function verbatim(text: string): Sql {
  return new Sql([text], []);
}

export const nothing = verbatim('');

/**
 * The right side of a condition: equal to one of the ids, or to what is written instead, as a column. Said of one id by
 * itself: PostgreSQL plans a statement that does not depend on how many there are once, and not again for each run.
 */
export function oneOf(ids: readonly string[] | Sql): Sql {
  if (ids instanceof Sql) return sql`= ${ids}`;
  return ids.length === 1 ? sql`= ${ids[0]}::bigint` : sql`= any(${ids}::bigint[])`;
}

/** Conditions joined by `and`; an empty list holds always. */
export function all(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? verbatim('true') : join(conditions, ' and ');
}

export function join(pieces: readonly Sql[], separator: string): Sql {
  if (pieces.length === 0) return nothing;
  return new Sql(['', ...Array<string>(pieces.length - 1).fill(separator), ''], pieces);
}

function write(piece: Sql, values: unknown[]): string {
  return piece.strings.reduce((text, part, index) => {
    if (index === 0) return part;
    const value = piece.values[index - 1];
    if (value instanceof Sql) return text + write(value, values) + part;
    values.push(value);
    return `${text}$${values.length}${part}`;
  }, '');
}
