import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { escapeIdentifier, type Client } from 'pg';
import { from } from 'pg-copy-streams';

export type Value = string | number | null;

const chunk = 2_000;

/** So many rows are written before a table is looked at for the first time. */
const few = 1_000;

/**
 * Writes rows by COPY. It goes through a table of the transaction's own, because PostgreSQL refuses COPY into a table with
 * row-level security; the rows then pass the policies like any others. The table is looked at after its first rows and
 * again after the last: foreign keys and triggers would else work by plans for the table that was there before, and one
 * that was last seen empty is searched from end to end for each of its rows. So a row may refer to rows before it, and to none
 * behind it.
 */
export async function copyRows(
  client: Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Value[]>,
): Promise<void> {
  const names = columns.map(escapeIdentifier).join(', ');
  const left = rows[Symbol.iterator]();
  for (const count of [few, Infinity]) {
    await client.query(`create temporary table staged on commit drop as select ${names} from ${table} with no data`);
    const lines = Readable.from(inChunks(take(left, count)));
    await pipeline(lines, client.query(from(`copy staged (${names}) from stdin`)));
    await client.query(
      `insert into ${table} (${names}) select ${names} from staged; drop table staged; analyze ${table}`,
    );
  }
}

function* take<Row>(rows: Iterator<Row>, count: number): Generator<Row> {
  for (let taken = 0; taken < count; taken += 1) {
    const next = rows.next();
    if (next.done) return;
    yield next.value;
  }
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
