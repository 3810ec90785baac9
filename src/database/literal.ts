import { escapeLiteral } from 'pg';

/**
 * The value as a literal of SQL, as PostgreSQL reads the same value sent as a parameter; undefined for what is better sent
 * as one: bytes, dates, objects, lists within lists, and text that no literal can hold.
 */
export function literalOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return `'${value}'`;
  if (typeof value === 'string') return isPlain(value) ? escapeLiteral(value) : undefined;
  return Array.isArray(value) ? literalOfList(value) : undefined;
}

function literalOfList(values: readonly unknown[]): string | undefined {
  const items: string[] = [];
  for (const value of values) {
    if (value === null) items.push('NULL');
    else if (typeof value === 'number') items.push(`"${value}"`);
    else if (typeof value === 'string' && isPlain(value)) items.push(`"${value.replace(/["\\]/g, '\\$&')}"`);
    else return undefined;
  }
  return escapeLiteral(`{${items.join()}}`);
}

/** A statement ends at NUL. */
const isPlain = (text: string) => !text.includes('\0');
