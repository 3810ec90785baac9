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
  const execute = `execute ${name}${inParentheses(literals)}`;
  return keep(client, name) ? [`prepare ${name}${inParentheses(types)} as ${text}`, execute] : [execute];
}

/** Notes that the connection keeps the statement of that name; answers whether that is new. */
export function keep(client: PoolClient, name: string): boolean {
  const names = namesOf.get(client) ?? new Set<string>();
  namesOf.set(client, names);
  const isNew = !names.has(name);
  names.add(name);
  return isNew;
}

/** Twice as many as have a name at a time: most of them are of no use any more. */
const mostKept = 240;

/** Whether the connection keeps so many statements that a new one is better. */
export function isOverloaded(client: PoolClient): boolean {
  return (namesOf.get(client)?.size ?? 0) > mostKept;
}

const inParentheses = (list: readonly string[]) => (list.length ? `(${list.join(', ')})` : '');
