import { type PoolClient } from 'pg';

/**
 * A statement that travels as text beside others and that each connection keeps prepared: read by PostgreSQL and planned
 * once, where that costs more than to run it. One name always means one text.
 */
export interface PreparedStatement {
  name: string;
  /** Types of its parameters; without any they are what the text makes of them. */
  types: readonly string[];
  /** Written with `$1`, `$2` for its parameters. */
  text: string;
  /** What stands for the parameters this time, as literals of SQL. */
  literals: readonly string[];
}

const namesOf = new WeakMap<PoolClient, Set<string>>();

/**
 * The texts that run the statement on this connection, the first time with what prepares it. Whoever sends them and fails
 * closes the connection, which forgets it all.
 */
export function executing(client: PoolClient, { name, types, text, literals }: PreparedStatement): string[] {
  const names = namesOf.get(client) ?? new Set<string>();
  namesOf.set(client, names);
  const execute = `execute ${name}${inParentheses(literals)}`;
  if (names.has(name)) return [execute];
  names.add(name);
  return [`prepare ${name}${inParentheses(types)} as ${text}`, execute];
}

const inParentheses = (list: readonly string[]) => (list.length ? `(${list.join(', ')})` : '');
