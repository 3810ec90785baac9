import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { escapeIdentifier, type Client } from 'pg';
import { from } from 'pg-copy-streams';

export type Value = string | number | null;

const chunk = 2_000;

/**
 * Writes rows by COPY. It goes through a table of the transaction's own, because PostgreSQL refuses COPY into a table with
 * row-level security; the rows then pass the policies like any others.
 */
export async function copyRows(
  client: Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Value[]>,
): Promise<void> {
  const names = columns.map(escapeIdentifier).join(', ');
  await client.query(`create temporary table staged on commit drop as select ${names} from ${table} with no data`);
  await pipeline(Readable.from(inChunks(rows)), client.query(from(`copy staged (${names}) from stdin`)));
  await client.query(`insert into ${table} (${names}) select ${names} from staged`);
  await client.query('drop table staged');
}

function* inChunks(rows: Iterable<readonly Value[]>): Generator<string> {
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(row.map(encode).join('\t'));
    if (lines.length === chunk) {
      yield `${lines.join('\n')}\n`;
      lines = [];
    }
  }
  if (lines.length) yield `${lines.join('\n')}\n`;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function encode(value: Value): string {
  return value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character);
}
